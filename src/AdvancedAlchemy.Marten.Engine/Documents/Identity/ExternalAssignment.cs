namespace Marten.Engine.Documents;

/// <summary>Takes the string id that the caller has set.</summary>
internal sealed class ExternalAssignment<T>(IdAccess<T, string> access) : IdAssignment<T, string>(access)
{
    internal override string Assign(T document, EngineDatabase database)
    {
        var id = Access.Get(document);
        return string.IsNullOrEmpty(id)
            ? throw new InvalidOperationException(
                $"{typeof(T).Name} uses externally-assigned string keys but the document's id is null or empty.")
            : id;
    }
}

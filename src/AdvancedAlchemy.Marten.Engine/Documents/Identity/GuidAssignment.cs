namespace Marten.Engine.Documents;

/// <summary>Assigns version 7 Guids.</summary>
internal sealed class GuidAssignment<T>(IdAccess<T, Guid> access) : IdAssignment<T, Guid>(access)
{
    internal override Guid Assign(T document, EngineDatabase database)
    {
        var id = Access.Get(document);
        if (id != Guid.Empty || !Access.CanSet) return id;
        id = CombGuid.NewId();
        Access.Set(document, id);

        // The document has the last word: a setter may have changed the value.
        return Access.Get(document);
    }
}

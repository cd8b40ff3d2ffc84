namespace Marten.Engine.Documents;

/// <summary>Gives a document its id when it is stored without one.</summary>
internal abstract class IdAssignment<T, TId>(IdAccess<T, TId> access) where TId : notnull
{
    protected IdAccess<T, TId> Access { get; } = access;

    /// <summary>The document's id, set now if it was not.</summary>
    internal abstract TId Assign(T document, EngineDatabase database);

    /// <summary>The same without blocking a thread where a trip to the server is needed.</summary>
    internal virtual ValueTask<TId> AssignAsync(T document, EngineDatabase database, CancellationToken token) => new(Assign(document, database));
}

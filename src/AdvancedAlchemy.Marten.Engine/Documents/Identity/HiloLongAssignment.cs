namespace Marten.Engine.Documents;

/// <summary>Assigns long ids from a HiLo sequence.</summary>
internal sealed class HiloLongAssignment<T>(IdAccess<T, long> access, HiloDefinition definition) : IdAssignment<T, long>(access)
{
    internal override long Assign(T document, EngineDatabase database)
    {
        var id = Access.Get(document);
        if (id != 0) return id;
        id = database.Hilo.For(definition).Next();
        Access.Set(document, id);
        return id;
    }

    internal override async ValueTask<long> AssignAsync(T document, EngineDatabase database, CancellationToken token)
    {
        var id = Access.Get(document);
        if (id != 0) return id;
        id = await database.Hilo.For(definition).NextAsync(token).ConfigureAwait(false);
        Access.Set(document, id);
        return id;
    }
}

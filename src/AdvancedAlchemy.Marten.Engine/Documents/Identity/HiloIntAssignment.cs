namespace Marten.Engine.Documents;

/// <summary>Assigns int ids from a HiLo sequence.</summary>
internal sealed class HiloIntAssignment<T>(IdAccess<T, int> access, HiloDefinition definition) : IdAssignment<T, int>(access)
{
    internal override int Assign(T document, EngineDatabase database)
    {
        var id = Access.Get(document);
        if (id != 0) return id;
        id = checked((int)database.Hilo.For(definition).Next());
        Access.Set(document, id);
        return id;
    }

    internal override async ValueTask<int> AssignAsync(T document, EngineDatabase database, CancellationToken token)
    {
        var id = Access.Get(document);
        if (id != 0) return id;
        id = checked((int)await database.Hilo.For(definition).NextAsync(token).ConfigureAwait(false));
        Access.Set(document, id);
        return id;
    }
}

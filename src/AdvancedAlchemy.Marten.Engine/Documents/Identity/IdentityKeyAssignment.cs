using System.Globalization;

namespace Marten.Engine.Documents;

/// <summary>Assigns string ids of the form <c>alias/7</c> from a HiLo sequence.</summary>
internal sealed class IdentityKeyAssignment<T>(IdAccess<T, string> access, string alias, HiloDefinition definition) : IdAssignment<T, string>(access)
{
    internal override string Assign(T document, EngineDatabase database)
    {
        var id = Access.Get(document);
        return string.IsNullOrEmpty(id) ? Set(document, database.Hilo.For(definition).Next()) : id;
    }

    internal override async ValueTask<string> AssignAsync(T document, EngineDatabase database, CancellationToken token)
    {
        var id = Access.Get(document);
        return string.IsNullOrEmpty(id) ? Set(document, await database.Hilo.For(definition).NextAsync(token).ConfigureAwait(false)) : id;
    }

    private string Set(T document, long number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{alias}/{number}");
        Access.Set(document, id);
        return id;
    }
}

using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Schema;

/// <summary>Compares objects with the database. Only adds and changes: what the engine does not know is never dropped.</summary>
internal static class SchemaDiff
{
    /// <summary>Reads the database and compares: two round trips when everything is as configured.</summary>
    public static async Task<SchemaPlan> ComputeAsync(NpgsqlConnection connection, IReadOnlyList<SchemaObject> objects, CancellationToken token)
    {
        var state = await SchemaReader.ReadAsync(connection, objects, token).ConfigureAwait(false);
        var settled = new Dictionary<ObjectName, SettledDifferences>();
        foreach (var table in objects.OfType<TableModel>())
        {
            if (!state.Tables.TryGetValue(table.Name, out var existing)) continue;
            var suspects = TableComparison.Suspects(table, existing);
            if (suspects.IsEmpty) continue;
            settled[table.Name] = await ServerComparison.SettleAsync(connection, table, existing, suspects, token).ConfigureAwait(false);
        }

        return Compare(objects, state, settled);
    }

    /// <summary>The plan for an empty database.</summary>
    public static SchemaPlan AgainstNothing(IReadOnlyList<SchemaObject> objects) => Compare(objects, new DatabaseState(), []);

    private static SchemaPlan Compare(
        IReadOnlyList<SchemaObject> objects,
        DatabaseState state,
        Dictionary<ObjectName, SettledDifferences> settled)
    {
        var schemas = objects.Select(x => x.Name.Schema).Where(x => x.Length > 0 && !state.Schemas.Contains(x)).Distinct().Select(Ddl.CreateSchema);
        var rekeyed = objects.OfType<TableModel>().Where(x => state.Tables.GetValueOrDefault(x.Name) is { } found && TableDiff.Rekeys(x, found))
            .Select(x => x.Name).ToHashSet();
        var known = objects.OfType<TableModel>().SelectMany(x => x.ForeignKeys.Select(key => (x.Name, key.Name))).ToHashSet();
        return new SchemaPlan([.. schemas], [.. objects.Select(Change)]);

        SchemaChange Change(SchemaObject item)
        {
            var isThere = item switch
            {
                ExtensionModel x => state.Extensions.Contains(x.ExtensionName),
                SequenceModel x => state.Sequences.Contains(x.Name),
                FunctionModel x => state.Functions.Contains((x.Name, x.Signature)),
                _ => false,
            };
            if (isThere) return new(item, SchemaPatchDifference.None, []);
            if (state.Obstacles.TryGetValue(item.Name, out var kind) && item.Kind is SchemaObjectKind.Table or SchemaObjectKind.Sequence)
            {
                return new(item, SchemaPatchDifference.Invalid, [], $"there is a {kind} of this name.");
            }

            if (item is TableModel table && state.Tables.TryGetValue(item.Name, out var existing))
            {
                return new TableDiff(table, existing, settled.GetValueOrDefault(item.Name) ?? SettledDifferences.None, rekeyed, known).Compute();
            }

            return new(item, SchemaPatchDifference.Create, Ddl.Create(item));
        }
    }
}

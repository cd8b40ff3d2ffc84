using Marten.Engine.Schema;

namespace Marten.Engine.Documents;

/// <summary>The SQL of a document type's writes; built once.</summary>
internal sealed class WriteStatements<T, TId> where T : notnull where TId : notnull
{
    internal WriteStatements(DocumentStorage<T, TId> storage)
    {
        Inserted = [.. storage.Columns.Where(c => c.IsInserted)];
        Updated = [.. storage.Columns.Where(c => c.IsUpdated)];
        var returning = storage.HasRevision || storage.ChecksVersion ? "mt_version" : "id";
        PlainInsert = InsertInto(storage, unlessDeleted: true, out _);
        Insert = $"{PlainInsert} on conflict ({Key(storage)}) do nothing returning {returning}";

        var upsert = Upsert(storage, out var revision, out var count);
        UncheckedUpsert = storage.HasRevision ? $"{upsert} where {revision} = 0 or d.mt_version < {revision} returning d.mt_version"
            : storage.ChecksVersion ? $"{upsert} returning d.mt_version" : upsert;
        CheckedUpsert = storage.ChecksVersion ? $"{upsert} where d.mt_version = ${count + 1} returning d.mt_version" : UncheckedUpsert;

        var update = Update(storage, out revision, out count);
        UncheckedUpdate = storage.HasRevision
            ? $"{update} and ({revision} = 0 or d.mt_version < {revision}) returning d.mt_version"
            : $"{update} returning d.{returning}";
        CheckedUpdate = storage.ChecksVersion ? $"{update} and d.mt_version = ${count + 1} returning d.mt_version" : UncheckedUpdate;

        var where = storage.IsTenanted ? "d.id = $1 and d.tenant_id = $2" : "d.id = $1";
        HardDelete = $"delete from {storage.Table} as d where {where}";
        SoftDelete = $"update {storage.Table} as d set mt_deleted = True, mt_deleted_at = now() where {where}";
    }

    internal StoredColumn<T>[] Inserted { get; }

    internal StoredColumn<T>[] Updated { get; }

    /// <summary>Fails on a duplicate id: the cheapest form, where an aborted transaction is the session's own to roll back.</summary>
    internal string PlainInsert { get; }

    /// <summary>Returns no row for a duplicate id, and leaves the caller's transaction usable.</summary>
    internal string Insert { get; }

    internal string UncheckedUpsert { get; }

    internal string CheckedUpsert { get; }

    internal string UncheckedUpdate { get; }

    internal string CheckedUpdate { get; }

    internal string HardDelete { get; }

    internal string SoftDelete { get; }

    internal static string Key(DocumentStorage<T, TId> storage) =>
        (storage.IsTenanted ? "tenant_id, id" : "id") + (storage.IsPartitioned ? ", mt_deleted" : "");

    private string InsertInto(DocumentStorage<T, TId> storage, bool unlessDeleted, out (string[] Values, int Count) built)
    {
        var parameters = new SqlParameters();
        var values = Inserted.Select(c => c.InsertSql(parameters)).ToArray();
        built = (values, parameters.Next() - 1);
        var into = $"insert into {storage.Table} as d ({string.Join(", ", Inserted.Select(c => Identifier.Quote(c.Name)))})";
        if (!storage.IsPartitioned) return $"{into} values ({string.Join(", ", values)})";

        // A deleted row is in the other partition, where no conflict meets it: an insert has to look, an upsert takes its place.
        var deleted = $"{storage.Table} as x where x.mt_deleted and x.id = {Of("id")}{(storage.IsTenanted ? $" and x.tenant_id = {Of("tenant_id")}" : "")}";
        return unlessDeleted
            ? $"{into} select {string.Join(", ", values)} where not exists (select 1 from {deleted})"
            : $"with gone as (delete from {deleted}) {into} values ({string.Join(", ", values)})";

        string Of(string column) => values[Array.FindIndex(Inserted, c => c.Name == column)];
    }

    private string Upsert(DocumentStorage<T, TId> storage, out string revision, out int count)
    {
        var insert = InsertInto(storage, unlessDeleted: false, out var built);
        revision = "";
        count = built.Count;
        var sets = new List<string>();
        for (var i = 0; i < Inserted.Length; i++)
        {
            var column = Inserted[i];
            if (!column.IsUpdated) continue;
            if (column is RevisionColumn<T>) revision = RevisionColumn<T>.Requested(built.Values[i]);
            sets.Add($"{Identifier.Quote(column.Name)} = {column.ConflictSql("d", built.Values[i])}");
        }

        return $"{insert} on conflict ({Key(storage)}) do update set {string.Join(", ", sets)}";
    }

    private string Update(DocumentStorage<T, TId> storage, out string revision, out int count)
    {
        var parameters = new SqlParameters();
        revision = "";
        var sets = new List<string>();
        foreach (var column in Updated)
        {
            var value = column.UpdateSql(parameters, "d");
            if (column is RevisionColumn<T>) revision = value[(value.IndexOf('$', StringComparison.Ordinal))..value.IndexOf(" = 0", StringComparison.Ordinal)];
            sets.Add($"{Identifier.Quote(column.Name)} = {value}");
        }

        var where = $"d.id = ${parameters.Next()}";
        if (storage.IsTenanted) where += $" and d.tenant_id = ${parameters.Next()}";
        count = parameters.Next() - 1;
        return $"update {storage.Table} as d set {string.Join(", ", sets)} where {where}";
    }
}

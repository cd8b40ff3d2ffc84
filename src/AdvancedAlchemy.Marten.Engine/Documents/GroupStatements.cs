using Marten.Engine.Schema;

namespace Marten.Engine.Documents;

/// <summary>The SQL of writes of many documents in one statement: parsed and planned once, however many there are.</summary>
internal sealed class GroupStatements<T, TId> where T : notnull where TId : notnull
{
    internal GroupStatements(DocumentStorage<T, TId> storage)
    {
        Columns = storage.Statements.Inserted;
        IsPossible = !storage.IsPartitioned && Columns.All(c => c.CanBeArray);
        if (!IsPossible) return;

        var revision = Columns.OfType<RevisionColumn<T>>().FirstOrDefault();
        Insert = InsertInto(storage, revision is null ? "" : $"case when s.mt_version = 0 then {revision.First("s")} else s.mt_version end");
        var key = storage.IsTenanted ? "tenant_id, id" : "id";
        var returning = storage.HasRevision ? " returning d.id, d.mt_version" : "";
        NextUpsert = $"{InsertInto(storage, revision?.First("s") ?? "")} on conflict ({key}) do update set {Sets(revision?.Next("d") ?? "", "excluded")}{returning}";
        RequestedUpsert = $"{Insert} on conflict ({key}) do update set {Sets("excluded.mt_version", "excluded")}"
            + $"{(storage.HasRevision ? " where d.mt_version < excluded.mt_version" : "")}{returning}";

        var found = $" from {Passed()} where d.id = s.id{(storage.IsTenanted ? " and d.tenant_id = s.tenant_id" : "")}";
        var written = storage.HasRevision ? " returning d.id, d.mt_version" : " returning d.id, 0::bigint";
        NextUpdate = $"update {storage.Table} as d set {Sets(revision?.Next("d") ?? "", "s")}{found}{written}";
        RequestedUpdate = $"update {storage.Table} as d set {Sets("s.mt_version", "s")}{found}{(storage.HasRevision ? " and d.mt_version < s.mt_version" : "")}{written}";
    }

    internal StoredColumn<T>[] Columns { get; }

    /// <summary>Whether every column can be passed as an array.</summary>
    internal bool IsPossible { get; }

    internal string Insert { get; } = "";

    /// <summary>Each row gets the revision after the one it has.</summary>
    internal string NextUpsert { get; } = "";

    /// <summary>Each row gets the revision asked for, if that is higher than the one it has.</summary>
    internal string RequestedUpsert { get; } = "";

    /// <summary>Each row that is there gets the revision after the one it has.</summary>
    internal string NextUpdate { get; } = "";

    /// <summary>Each row that is there gets the revision asked for, if that is higher than the one it has.</summary>
    internal string RequestedUpdate { get; } = "";

    private string InsertInto(DocumentStorage<T, TId> storage, string revision)
    {
        var unused = new SqlParameters();
        var passed = Columns.Where(c => c.CreateArray(0) is not null).ToArray();
        var values = Columns.Select(c => c switch
        {
            RevisionColumn<T> => revision,
            _ when passed.Contains(c) => "s." + Identifier.Quote(c.Name),
            _ => c.InsertSql(unused),
        });
        var names = string.Join(", ", Columns.Select(c => Identifier.Quote(c.Name)));
        return $"insert into {storage.Table} as d ({names}) select {string.Join(", ", values)} from {Passed()}";
    }

    private string Passed()
    {
        var passed = Columns.Where(c => c.CreateArray(0) is not null).Select(c => Identifier.Quote(c.Name)).ToArray();
        return $"unnest({string.Join(", ", Enumerable.Range(1, passed.Length).Select(i => "$" + i))}) as s({string.Join(", ", passed)})";
    }

    private string Sets(string revision, string source) =>
        string.Join(", ", Columns.Where(c => c.IsUpdated).Select(c => $"{Identifier.Quote(c.Name)} = {Value(c, revision, source)}"));

    private static string Value(StoredColumn<T> column, string revision, string source) => column switch
    {
        RevisionColumn<T> => revision,
        ExpressionColumn<T> or UnreadVersionColumn<T> => column.InsertSql(new SqlParameters()),
        _ when source == "s" && column.CreateArray(0) is null => column.InsertSql(new SqlParameters()),
        _ => $"{source}.{Identifier.Quote(column.Name)}",
    };
}

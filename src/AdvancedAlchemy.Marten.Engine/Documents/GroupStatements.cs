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

        Insert = InsertInto(storage, "s.mt_version");
        var key = storage.IsTenanted ? "tenant_id, id" : "id";
        var returning = storage.HasRevision ? " returning d.id, d.mt_version" : "";
        NextUpsert = $"{InsertInto(storage, "1")} on conflict ({key}) do update set {Sets("d.mt_version + 1")}{returning}";
        RequestedUpsert = $"{Insert} on conflict ({key}) do update set {Sets("excluded.mt_version")}"
            + $"{(storage.HasRevision ? " where d.mt_version < excluded.mt_version" : "")}{returning}";
    }

    internal StoredColumn<T>[] Columns { get; }

    /// <summary>Whether every column can be passed as an array.</summary>
    internal bool IsPossible { get; }

    internal string Insert { get; } = "";

    /// <summary>Each row gets the revision after the one it has.</summary>
    internal string NextUpsert { get; } = "";

    /// <summary>Each row gets the revision asked for, if that is higher than the one it has.</summary>
    internal string RequestedUpsert { get; } = "";

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
        var parameters = string.Join(", ", Enumerable.Range(1, passed.Length).Select(i => "$" + i));
        var aliases = string.Join(", ", passed.Select(c => Identifier.Quote(c.Name)));
        return $"insert into {storage.Table} as d ({names}) select {string.Join(", ", values)} from unnest({parameters}) as s({aliases})";
    }

    private string Sets(string revision) => string.Join(", ", Columns.Where(c => c.IsUpdated).Select(c =>
        $"{Identifier.Quote(c.Name)} = {(c is RevisionColumn<T> ? revision : c is ExpressionColumn<T> or UnreadVersionColumn<T> ? c.InsertSql(new SqlParameters()) : "excluded." + Identifier.Quote(c.Name))}"));
}

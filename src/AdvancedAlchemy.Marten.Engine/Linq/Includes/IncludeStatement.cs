using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Includes;

/// <summary>
/// Puts a select and what it includes into one statement with one result: the rows of each Include, and then those of the select in
/// their order, each with columns of its own. The last columns tell them apart.
/// </summary>
/// <param name="translator">Of the select.</param>
/// <param name="model">The select.</param>
/// <param name="root">What it begins with.</param>
/// <param name="columns">How many columns it has.</param>
internal sealed class IncludeStatement(Translator translator, QueryModel model, IQueryRoot root, int columns)
{
    private static readonly MethodInfo BranchMethod = typeof(IncludeStatement).GetMethod(nameof(Branch), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly List<IncludeReference> _references = [];

    /// <summary>The column that tells which Include a row is of; rows of the select have the number after the last.</summary>
    internal int KindColumn { get; private set; }

    /// <summary>Adds what refers to the included documents to the columns of the select.</summary>
    internal void WriteReferences(SqlWriter sql)
    {
        foreach (var include in model.Includes)
        {
            var reference = IncludeReference.Of(translator, include.Source);
            _references.Add(reference);
            sql.Append(", ").Append(reference.Column);
        }

        if (SharesTenants) sql.Append(", d.tenant_id");
    }

    /// <summary>Writes the rest around the select.</summary>
    internal IncludeRows[] WriteAround(SqlWriter sql)
    {
        var references = model.Includes.Count;
        var all = columns + references + (SharesTenants ? 1 : 0);
        sql.Prepend($"with page({Names("c", all)}, ord) as materialized (select s.*, row_number() over () from (").Append(") as s)");
        var branches = new IncludeBranch[references];
        var first = columns;
        for (var i = 0; i < references; i++)
        {
            branches[i] = (IncludeBranch)BranchMethod.MakeGenericMethod(model.Includes[i].Type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [root, model.Includes[i], first], null)!;
            sql.Append($", i{i}({Names("x", branches[i].Columns.Length)}) as (select {string.Join(", ", branches[i].Columns)}");
            IncludeSelection.Write(sql, translator.Context, branches[i], _references[i].Values($"c{columns + i}"), SharesTenants ? $"c{all - 1}" : null);
            sql.Append(")");
            first += branches[i].Columns.Length;
        }

        KindColumn = first;
        sql.Append(" select ").Append(Columns(branches, -1)).Append(" from page");
        for (var i = 0; i < references; i++) sql.Append(" union all select ").Append(Columns(branches, i)).Append($" from i{i}");
        sql.Append($" order by {KindColumn + 1}, {KindColumn + 2}");
        return [.. branches.Select(b => b.Rows)];
    }

    // A query that chose its tenants itself gets what belongs to those.
    private bool SharesTenants => translator.Context.ReplacesTenantFilter && translator.Context.Storage.IsTenanted;

    private string Columns(IncludeBranch[] branches, int mine)
    {
        var parts = new List<string>();
        for (var c = 0; c < columns; c++) parts.Add(mine < 0 ? $"c{c}" : Null(branches, $"c{c}", "page"));
        for (var b = 0; b < branches.Length; b++)
        {
            for (var c = 0; c < branches[b].Columns.Length; c++) parts.Add(mine == b ? $"x{c}" : Null(branches, $"x{c}", $"i{b}"));
        }

        parts.Add(mine < 0 ? $"{branches.Length}, ord" : $"{mine}, 0");
        return string.Join(", ", parts);
    }

    // Of two selects the other one gives a column its type; of more, PostgreSQL looks at two at a time.
    private static string Null(IncludeBranch[] branches, string column, string table) =>
        branches.Length == 1 ? "null" : $"(select {column} from {table} limit 0)";

    private static string Names(string prefix, int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => prefix + i));

    private static IncludeBranch Branch<T>(IQueryRoot root, IncludeRequest include, int first) where T : notnull
    {
        var storage = root.Session.Core.Store.Storages.For<T>();
        var documents = new DocumentColumns<T>(storage);
        var deliver = IncludeTargets.For(include.Target.Type, storage, include.Match);
        return new IncludeBranch(storage, include, documents.In(DocumentScope.Main), new TypedIncludeRows<T>(documents, first, include.Target.Index, deliver));
    }
}

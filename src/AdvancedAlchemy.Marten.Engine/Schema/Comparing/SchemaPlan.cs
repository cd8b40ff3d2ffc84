using JasperFx;
using Weasel.Core;

namespace Marten.Engine.Schema;

/// <summary>The differences of a set of objects and the statements that remove them, in the order in which they can run.</summary>
internal sealed class SchemaPlan
{
    public SchemaPlan(IReadOnlyList<SchemaStatement> schemas, IReadOnlyList<SchemaChange> changes)
    {
        Changes = changes;
        Difference = changes.Select(x => x.Difference).Append(schemas.Count > 0 ? SchemaPatchDifference.Create : SchemaPatchDifference.None).Min();
        Statements = [.. schemas.Concat(changes.SelectMany(x => x.Statements)).DistinctBy(x => x.Sql).OrderBy(x => x.Phase)];
    }

    public IReadOnlyList<SchemaChange> Changes { get; }

    /// <summary>The most demanding difference.</summary>
    public SchemaPatchDifference Difference { get; }

    public IReadOnlyList<SchemaStatement> Statements { get; }

    /// <summary>The statements as one script.</summary>
    public string ToSql() => ToSql(Statements);

    public static string ToSql(IEnumerable<SchemaStatement> statements) => string.Concat(statements.Select(x => $"{x.Sql};{Environment.NewLine}"));

    /// <summary>Statements, then a comment for each difference that no statement removes.</summary>
    public string Describe() => ToSql() + string.Concat(Invalid.Select(x => $"-- {x.Object.Name}: {x.Reason}{Environment.NewLine}"));

    public void AssertAllowed(AutoCreate autoCreate)
    {
        var invalid = Invalid.ToList();
        if (invalid.Count > 0 && autoCreate != AutoCreate.None)
        {
            throw new SchemaMigrationException(
                $"Cannot derive schema migrations for {string.Join(", ", invalid)} AutoCreate.{autoCreate}: "
                + string.Join(" ", invalid.Select(x => $"{x.Object.Name}: {x.Reason}")));
        }

        if (autoCreate != AutoCreate.CreateOnly) return;
        var updates = Changes.Where(x => x.Difference == SchemaPatchDifference.Update).ToList();
        if (updates.Count > 0) throw new SchemaMigrationException(autoCreate, updates);
    }

    private IEnumerable<SchemaChange> Invalid => Changes.Where(x => x.Difference == SchemaPatchDifference.Invalid);
}

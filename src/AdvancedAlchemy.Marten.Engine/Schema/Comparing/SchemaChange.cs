using Weasel.Core;

namespace Marten.Engine.Schema;

/// <summary>How one object differs, and the statements that make it right. <paramref name="Reason"/> says why it is invalid.</summary>
internal sealed record SchemaChange(
    SchemaObject Object,
    SchemaPatchDifference Difference,
    IReadOnlyList<SchemaStatement> Statements,
    string? Reason = null)
{
    public override string ToString() => $"{Object.Kind}Delta for {Object.Name}";
}

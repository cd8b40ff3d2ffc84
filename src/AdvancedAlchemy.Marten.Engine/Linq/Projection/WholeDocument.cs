namespace Marten.Engine.Linq.Projection;

/// <summary>A document among the columns of a row.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Reader">Reads it: of the reader, the first column and the session.</param>
internal sealed record WholeDocument(IReadOnlyList<string> Columns, Delegate Reader);

using Marten.Engine.Documents;

namespace Marten.Engine.Linq.Includes;

/// <summary>One Include in a statement.</summary>
/// <param name="Storage">Of the included documents.</param>
/// <param name="Request">What is asked for.</param>
/// <param name="Columns">What is selected of them.</param>
/// <param name="Rows">What reads those.</param>
internal sealed record IncludeBranch(DocumentStorage Storage, IncludeRequest Request, string[] Columns, IncludeRows Rows);

namespace Blog.Import;

/// <summary>What an import has done.</summary>
internal sealed record ImportReport(int Added, int Changed, int Unchanged, IReadOnlyList<ReadFailure> Failures);

namespace Marten.Engine.Schema;

/// <summary>List partitioning by a boolean: one partition for true, a default one for the rest.</summary>
/// <param name="Column">The boolean column, <c>mt_deleted</c> or <c>is_archived</c>.</param>
/// <param name="TrueSuffix">What follows the table's name in the name of the partition for true.</param>
internal sealed record PartitionModel(string Column, string TrueSuffix = "deleted");

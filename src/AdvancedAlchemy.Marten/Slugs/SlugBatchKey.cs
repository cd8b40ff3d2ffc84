namespace AdvancedAlchemy.Marten;

/// <summary>What is looked up with one statement: a null is another condition than a value.</summary>
internal readonly record struct SlugBatchKey(SlugTable Table, string TenantId, bool WithinNull);

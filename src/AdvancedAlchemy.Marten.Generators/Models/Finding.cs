namespace AdvancedAlchemy.Marten.Generators.Models;

/// <summary>A diagnostic as a value.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Place">Where it is shown.</param>
/// <param name="Arguments">What is put into the rule's message.</param>
internal sealed record Finding(string Rule, SourcePlace Place, EquatableArray<string> Arguments);

namespace AdvancedAlchemy.Marten.Generators.Models;

/// <summary>A property that a mixin interface wants stored.</summary>
/// <param name="Interface">The interface's full name.</param>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type, as generated code writes it.</param>
/// <param name="ShortType">Its type, as people write it.</param>
/// <param name="Initial">What it starts with; null for the type's default.</param>
/// <param name="Order">Its place in the JSON body; null for that of its declaration.</param>
internal sealed record MixinProperty(string Interface, string Name, string Type, string ShortType, string? Initial = null, int? Order = null)
{
    /// <summary>How a user declares it.</summary>
    public string Declaration => $"public {ShortType} {Name} {{ get; set; }}{(Initial is null ? "" : $" = {Initial};")}";
}

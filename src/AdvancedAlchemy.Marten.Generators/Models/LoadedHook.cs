namespace AdvancedAlchemy.Marten.Generators.Models;

/// <summary>How <c>IJsonOnDeserialized</c> is implemented.</summary>
internal enum LoadedHook
{
    /// <summary>The user does it.</summary>
    None,

    /// <summary>Explicitly, with no way to take part.</summary>
    Closed,

    /// <summary>Through a method that subclasses can override.</summary>
    Virtual,
}

namespace MartenFacts.Events.Model;

/// <summary>What a session is about to append to a stream.</summary>
internal sealed class ModelAction(int stream, bool starts, bool isTyped)
{
    internal int Stream { get; } = stream;

    internal bool Starts { get; } = starts;

    internal bool IsTyped { get; } = isTyped;

    internal List<object> Events { get; } = [];

    /// <summary>The version that the stream has to have before the save.</summary>
    internal long? Expected { get; set; }

    internal bool IsEnforced { get; set; }

    /// <summary>The stream's version after the save; null until then.</summary>
    internal long? Saved { get; set; }
}

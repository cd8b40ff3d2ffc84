namespace MartenFacts.Events.Model;

/// <summary>A stream that was fetched to be written to.</summary>
internal sealed class ModelHandle(long starting)
{
    internal long Starting { get; set; } = starting;

    internal ModelAction? Action { get; set; }
}

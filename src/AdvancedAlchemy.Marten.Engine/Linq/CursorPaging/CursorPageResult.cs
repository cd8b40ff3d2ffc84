namespace Marten.Linq.CursorPaging;

/// <summary>A page of documents as JSON, and where the next one begins.</summary>
/// <param name="itemsJson">The documents, as a JSON array.</param>
/// <param name="count">How many they are.</param>
/// <param name="nextCursor">What the next page is asked for by; null after the last.</param>
public sealed class CursorPageResult(string itemsJson, int count, string? nextCursor)
{
    /// <summary>The documents, as a JSON array.</summary>
    public string ItemsJson { get; } = itemsJson;

    /// <summary>The number of documents on the page.</summary>
    public int Count { get; } = count;

    /// <summary>What to ask for the next page by; null when this is the last.</summary>
    public string? NextCursor { get; } = nextCursor;
}

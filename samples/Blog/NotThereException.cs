namespace Blog;

/// <summary>The post or tag that was asked for does not exist.</summary>
internal sealed class NotThereException(string message) : Exception(message);

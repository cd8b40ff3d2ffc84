namespace Blog.Import;

/// <summary>The file breaks a rule that makes it a post; the message is for the person who wrote it.</summary>
internal sealed class FrontMatterException(string message) : Exception(message);

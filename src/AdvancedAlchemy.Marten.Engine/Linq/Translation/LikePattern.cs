namespace Marten.Engine.Linq.Translation;

/// <summary>Text that LIKE is to take literally.</summary>
internal static class LikePattern
{
    internal static string Escape(string text) => text.AsSpan().IndexOfAny('\\', '%', '_') < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}

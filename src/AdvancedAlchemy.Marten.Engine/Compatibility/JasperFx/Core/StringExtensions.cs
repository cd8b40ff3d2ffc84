namespace JasperFx.Core;

/// <summary>Text as queries compare it.</summary>
public static class StringExtensions
{
    /// <summary>Whether both are the same but for their case; in queries too.</summary>
    public static bool EqualsIgnoreCase(this string? thisString, string? otherString) =>
        string.Equals(thisString, otherString, StringComparison.OrdinalIgnoreCase);
}

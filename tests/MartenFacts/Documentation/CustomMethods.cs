namespace MartenFacts.Documentation;

/// <summary>Methods that only parsers of queries know.</summary>
public static class CustomMethods
{
    public static bool IsBlue(this Target target) => target.Color == Color.Blue;

    public static bool IsBetween(this int value, int low, int high) => value >= low && value <= high;

    public static bool IsSpelled(this string value, string text) => string.Equals(value, text, StringComparison.Ordinal);

    public static bool IsBlueText(this string value) => value == "Blue";
}

namespace AdvancedAlchemy.Marten;

/// <summary>The limits every stored slug keeps.</summary>
public static class SlugLimits
{
    /// <summary>The most UTF-16 characters a stored slug has, its <c>-2</c> included: 100, as in Advanced Alchemy's <c>SlugKey</c>.</summary>
    public const int MaxLength = 100;
}

namespace Marten.Linq;

/// <summary>What is asked of a query whose command is looked at.</summary>
public enum FetchType
{
    FetchOne = 0,
    FetchMany = 1,
    Count = 2,
    Any = 3,
}

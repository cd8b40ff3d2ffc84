namespace Marten;

/// <summary>What becomes of a query when projections have not caught up in time.</summary>
public enum NonStaleDataTimeoutMode
{
    ThrowException = 0,
    ReturnStaleData = 1,
}

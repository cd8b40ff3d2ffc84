namespace Marten.Linq;

/// <summary>What a query found besides the page it returned.</summary>
public class QueryStatistics
{
    /// <summary>How many documents match without paging.</summary>
    public long TotalResults { get; set; }
}

namespace Marten.Linq;

/// <summary>What EXPLAIN is to tell.</summary>
public interface IConfigureExplainExpressions
{
    /// <summary>Runs the query and tells how long everything took.</summary>
    IConfigureExplainExpressions Analyze();

    IConfigureExplainExpressions Verbose();

    IConfigureExplainExpressions Costs();

    /// <summary>Needs <see cref="Analyze"/> before PostgreSQL 16.</summary>
    IConfigureExplainExpressions Buffers();

    /// <summary>Needs <see cref="Analyze"/>.</summary>
    IConfigureExplainExpressions Timing();
}

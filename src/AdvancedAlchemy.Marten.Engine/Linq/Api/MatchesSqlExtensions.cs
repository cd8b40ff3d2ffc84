using Marten.Engine.Linq;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Linq.MatchesSql;

/// <summary>Conditions in SQL. The table has the alias d.</summary>
public static class MatchesSqlExtensions
{
    /// <summary>The SQL is taken as it is; each question mark stands for a parameter.</summary>
    public static bool MatchesSql(this object doc, string sql, params object[] parameters) => throw InQueriesOnly.Of(doc, (sql, parameters));

    /// <summary>The SQL is taken as it is; each <paramref name="placeholder"/> stands for a parameter.</summary>
    public static bool MatchesSql(this object doc, char placeholder, string sql, params object[] parameters) =>
        throw InQueriesOnly.Of(doc, (placeholder, sql, parameters));

    /// <summary>The fragment writes the condition.</summary>
    public static bool MatchesSql(this object doc, ISqlFragment whereFragment) => throw InQueriesOnly.Of(doc, whereFragment);

    /// <summary>The SQL is taken as it is, question marks included; each <c>^</c> stands for a parameter.</summary>
    public static bool MatchesJsonPath(this object doc, string sql, params object[] parameters) => throw InQueriesOnly.Of(doc, (sql, parameters));
}

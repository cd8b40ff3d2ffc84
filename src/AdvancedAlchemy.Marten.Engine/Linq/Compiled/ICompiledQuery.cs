using System.Linq.Expressions;

namespace Marten.Linq;

/// <summary>
/// A query that is translated once per type. Its members are its parameters; a <see cref="QueryStatistics"/> among them is filled when the query runs.
/// </summary>
/// <typeparam name="TDoc">The documents it begins with.</typeparam>
/// <typeparam name="TOut">What comes of it.</typeparam>
public interface ICompiledQuery<TDoc, TOut> : ICompiledQueryMarker where TDoc : notnull
{
    /// <summary>The query, ended by a synchronous operator such as First, Count or ToList. Only its form of the first run counts.</summary>
#nullable disable annotations
    // Neither nullable nor not: implementations name the result in either way.
    Expression<Func<IMartenQueryable<TDoc>, TOut>> QueryIs();
#nullable restore annotations
}

using System.Linq.Expressions;

namespace Marten.Engine.Linq.Translation;

/// <summary>One key of an ordering.</summary>
/// <param name="Key">The key; null when <paramref name="Sql"/> is given.</param>
/// <param name="IsDescending">From the greatest to the least.</param>
/// <param name="Comparer">The captured comparer, if any.</param>
/// <param name="Sql">Captured SQL to order by.</param>
/// <param name="Term">The captured text that the key is compared with: what is most like it comes first.</param>
internal sealed record QueryOrder(LambdaExpression? Key, bool IsDescending, Expression? Comparer = null, Expression? Sql = null, Expression? Term = null);

using Marten.Exceptions;

namespace Marten.Engine.Linq.Methods;

/// <summary>What a <see cref="StringComparison"/> or a comparer means to PostgreSQL: only whether case counts.</summary>
internal static class TextComparison
{
    internal static bool IgnoresCase(object? comparison) => comparison switch
    {
        StringComparison kind => kind is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase,
        null => false,
        StringComparer comparer => comparer.Equals("a", "A"),
        _ => throw new BadLinqExpressionException($"Marten does not (yet) support comparing text by a {comparison.GetType().Name}"),
    };
}

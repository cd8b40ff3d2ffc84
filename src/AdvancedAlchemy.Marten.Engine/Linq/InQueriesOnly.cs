using System.Runtime.CompilerServices;

namespace Marten.Engine.Linq;

/// <summary>The answer of methods that have a meaning in SQL and none in memory.</summary>
internal static class InQueriesOnly
{
    internal static NotSupportedException Of(object? target, object? arguments = null, [CallerMemberName] string method = "") =>
        new($"{method}() can only be used in the conditions of a Marten query, not on {target ?? "null"} in memory{(arguments is null ? "" : ".")}");
}

using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Number.GetValueOrDefault()</c>, with or without a default.</summary>
internal sealed class NullableDefaults : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Nullable<>.GetValueOrDefault)];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => method.DeclaringType is { } type && Nullable.GetUnderlyingType(type) is not null;

    internal override SqlValue Value(MethodCallExpression call, Translator translator) =>
        translator.OrDefault(call.Object!, call.Arguments.Count == 0 ? null : call.Arguments[0]);
}

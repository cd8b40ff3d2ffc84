using System.Linq.Expressions;
using Marten.Engine.Linq.Custom;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary>All methods that can be translated. A new one is a parser of its own and a line here.</summary>
internal static class MethodParsers
{
    private static readonly ILookup<string, MethodParser> ByName = new MethodParser[]
    {
        new StringSearch(),
        new StringEquality(),
        new StringCase(),
        new StringEmptiness(),
        new StringPieces(),
        new RegexMatch(),
        new ValueEquality(),
        new Membership(),
        new CollectionContains(),
        new CollectionQuantifiers(),
        new CollectionSets(),
        new CollectionItems(),
        new CollectionAggregates(),
        new NullableDefaults(),
        new MathCalls(),
        new DictionaryKeys(),
        new CustomSql(),
        new ExplicitValue(),
        new FullTextSearch(),
        new NgramSearch(),
        new SoftDeletes(),
        new Timestamps(),
        new Tenants(),
        new EventConditions(),
    }.SelectMany(p => p.Names, (parser, name) => (parser, name)).ToLookup(p => p.name, p => p.parser, StringComparer.Ordinal);

    internal static SqlPart? Predicate(MethodCallExpression call, Translator translator)
    {
        if (CustomMethods.Predicate(call, translator) is { } custom) return custom;
        foreach (var parser in ByName[call.Method.Name])
        {
            if (parser.Matches(call.Method) && parser.Predicate(call, translator) is { } predicate) return predicate;
        }

        return null;
    }

    internal static SqlValue? Value(MethodCallExpression call, Translator translator)
    {
        foreach (var parser in ByName[call.Method.Name])
        {
            if (parser.Matches(call.Method) && parser.Value(call, translator) is { } value) return value;
        }

        return null;
    }

    internal static bool IsValue(MethodCallExpression call) => ByName[call.Method.Name].Any(p => p.IsValue && p.Matches(call.Method));
}

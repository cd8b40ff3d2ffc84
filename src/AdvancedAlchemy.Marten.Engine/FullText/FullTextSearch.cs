using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Schema;
using NpgsqlTypes;
using Weasel.Postgresql.Tables.Indexes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Search("term")</c> and its kin.</summary>
internal sealed class FullTextSearch : MethodParser
{
    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        [nameof(LinqExtensions.Search)] = "to_tsquery",
        [nameof(LinqExtensions.PlainTextSearch)] = "plainto_tsquery",
        [nameof(LinqExtensions.PhraseSearch)] = "phraseto_tsquery",
        [nameof(LinqExtensions.WebStyleSearch)] = "websearch_to_tsquery",
        [nameof(LinqExtensions.PrefixSearch)] = "to_tsquery",
    };

    internal override IReadOnlyList<string> Names { get; } = [.. Functions.Keys];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(LinqExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        if (Translator.Strip(call.Arguments[1]) is not SlotExpression term) throw Unsupported.Method(call.Method);
        if (translator.Context.IsNull(term)) throw new ArgumentNullException("searchTerm", $"{call.Method.Name} needs something to look for");

        // A constant in the statement, as it is in the index: only then can the index serve. Other names are other plans.
        var config = call.Arguments.Count > 2
            ? translator.Context.Literal(call.Arguments[2]) as string ?? throw new ArgumentNullException("regConfig")
            : FullTextIndexDefinition.DefaultRegConfig;
        var name = $"{Identifier.Literal(config)}::regconfig";
        var text = call.Method.Name == nameof(LinqExtensions.PrefixSearch)
            ? Parameters.Node(new ConvertingBinder(term.Index, NpgsqlDbType.Text, v => Prefixes((string)v)))
            : Parameters.Node(new TypedBinder<string>(term.Index, NpgsqlDbType.Text));
        return new SqlSequence(
            new SqlText($"to_tsvector({name}, "), Text(call.Arguments[0], config, translator), new SqlText($") @@ {Functions[call.Method.Name]}({name}, "), text, new SqlText(")"));
    }

    private static SqlPart Text(Expression target, string config, Translator translator)
    {
        var value = translator.Value(target);
        if (Translator.Strip(target) is not ParameterExpression) return value.Node;
        var indexes = translator.Context.Mapping.Indexes.OfType<FullTextIndexDefinition>();
        return indexes.FirstOrDefault(i => i.RegConfig == config) is { } index ? new SqlText(index.TextInQuery) : value.Node;
    }

    // Each word as it is: what is an operator in a query is none here.
    private static string Prefixes(string term) => string.Join(" & ", term.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(w => $"'{w.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}':*"));
}

using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Schema;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Name.NgramSearch("art")</c></summary>
internal sealed class NgramSearch : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(LinqExtensions.NgramSearch)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(LinqExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        if (Translator.Strip(call.Arguments[1]) is not SlotExpression term) throw Unsupported.Method(call.Method);
        var (vector, query) = Sides(translator, call.Arguments[0], term);
        return new SqlSequence(vector, new SqlText(" @@ "), query);
    }

    /// <summary>How much of a text's parts of words are in a member.</summary>
    internal static SqlPart Rank(Translator translator, Expression text, Expression term)
    {
        if (Translator.Strip(term) is not SlotExpression slot) throw Unsupported.Part($"the search term '{term}', which is of the row itself,");
        var (vector, query) = Sides(translator, text, slot);
        return new SqlSequence(new SqlText("ts_rank("), vector, new SqlText(", "), query, new SqlText(")"));
    }

    private static (SqlPart Vector, SqlPart Query) Sides(Translator translator, Expression text, SlotExpression term)
    {
        if (translator.Context.IsNull(term)) throw new ArgumentNullException("searchTerm", "A search needs something to look for");
        var options = translator.Context.Mapping.StoreOptions;
        var unaccent = options.Advanced.UseNGramSearchWithUnaccent ? "TRUE" : "FALSE";
        var schema = Identifier.Quote(options.DatabaseSchemaName);
        return (
            new SqlSequence(new SqlText($"{schema}.mt_grams_vector("), translator.Value(text).Node, new SqlText($",{unaccent})")),
            new SqlSequence(
                new SqlText($"{schema}.mt_grams_query("), Parameters.Node(new TypedBinder<string>(term.Index, NpgsqlDbType.Text)), new SqlText($",{unaccent})")));
    }
}

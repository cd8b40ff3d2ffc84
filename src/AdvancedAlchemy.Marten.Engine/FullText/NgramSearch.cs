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
        if (translator.Context.IsNull(term)) throw new ArgumentNullException("searchTerm", $"{call.Method.Name} needs something to look for");
        var options = translator.Context.Mapping.StoreOptions;
        var unaccent = options.Advanced.UseNGramSearchWithUnaccent ? "TRUE" : "FALSE";
        var schema = Identifier.Quote(options.DatabaseSchemaName);
        return new SqlSequence(
            new SqlText($"{schema}.mt_grams_vector("),
            translator.Value(call.Arguments[0]).Node,
            new SqlText($",{unaccent}) @@ {schema}.mt_grams_query("),
            Parameters.Node(new TypedBinder<string>(term.Index, NpgsqlDbType.Text)),
            new SqlText($",{unaccent})"));
    }
}

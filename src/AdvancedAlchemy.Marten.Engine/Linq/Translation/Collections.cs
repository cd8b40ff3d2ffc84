using System.Collections;
using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Translation;

/// <summary>Collections inside documents.</summary>
internal static class Collections
{
    internal static bool IsDictionary(Type type) => typeof(IDictionary).IsAssignableFrom(type)
        || type.GetInterfaces().Append(type).Any(i => i.IsGenericType
            && (i.GetGenericTypeDefinition() == typeof(IDictionary<,>) || i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)));

    /// <summary>The list and the item of a Contains call: of a list's own method, of LINQ's, or of the one on spans that C# prefers for arrays.</summary>
    internal static (Expression List, Expression Item) ContainsOperands(MethodCallExpression call) => call.Object is { } list
        ? (list, call.Arguments[0])
        : (OutOfSpan(call.Arguments[0]), call.Arguments[1]);

    internal static Expression OutOfSpan(Expression node) => node switch
    {
        MethodCallExpression { Method.Name: "op_Implicit" or "AsSpan" or "AsReadOnlySpan", Arguments: [var array] } when node.Type.IsByRefLike => array,
        UnaryExpression { NodeType: ExpressionType.Convert } convert when node.Type.IsByRefLike => convert.Operand,
        _ => node,
    };

    internal static SqlValue Count(Translator translator, SqlValue collection) => Number(
        translator, SqlSequence.Call("jsonb_array_length", JsonArray(collection)));

    internal static SqlValue DictionaryCount(Translator translator, SqlValue dictionary) => Number(
        translator,
        new SqlSequence(new SqlText("jsonb_array_length(jsonb_path_query_array("), JsonArray(dictionary), new SqlText(", '$.keyvalue()'))")));

    internal static SqlValue ElementAt(Translator translator, SqlValue collection, Expression index, Type type)
    {
        if (Translator.Strip(index) is not SlotExpression slot) throw Unsupported.Expression(index);

        // From the end JSON counts with negative numbers, where C# throws.
        return ElementAt(translator, collection, Parameters.Node(Position(slot)), type);
    }

    /// <summary>The element at a position; null where the collection is too short.</summary>
    internal static SqlValue ElementAt(Translator translator, SqlValue collection, SqlPart position, Type type) => collection.Json is null
        ? throw Unsupported.Part($"an element of a {collection.Type.Name}")
        : JsonValues.Item(translator.Context, collection.Json, position, type) with { IsElement = collection.IsElement };

    /// <summary>The rows of a collection: a source for FROM, and the scope of its elements.</summary>
    internal static (SqlPart Source, ElementScope Scope) Rows(Translator translator, SqlValue collection)
    {
        var element = ColumnTypes.ElementType(collection.PlainType) ?? throw Unsupported.Part($"a query over a {collection.Type.Name}");
        var alias = translator.Context.NextAlias();
        var source = new SqlSequence(new SqlText("jsonb_array_elements("), JsonArray(collection), new SqlText($") as {alias}(value)"));
        return (source, new ElementScope(translator.Context, alias, element, isCertain: true));
    }

    private static SqlPart JsonArray(SqlValue collection) => collection.Json is null
        ? throw Unsupported.Part($"a query over a {collection.Type.Name}")
        : JsonValues.Array(collection);

    internal static SqlValue Number(Translator translator, SqlPart node) =>
        new(node, typeof(int), translator.Context.Mapping.Members.Scalars.Find(typeof(int)));

    private static Execution.ConvertingBinder Position(SlotExpression slot) => slot.Type == typeof(int)
        ? new Execution.ConvertingBinder(slot.Index, NpgsqlTypes.NpgsqlDbType.Integer, static v => v is >= 0 ? v : throw new ArgumentOutOfRangeException("index", v, "Lists begin at 0"))
        : throw Unsupported.Part($"an index of type {slot.Type.Name}");
}

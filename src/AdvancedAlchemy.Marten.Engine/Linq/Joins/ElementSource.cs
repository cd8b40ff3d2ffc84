using System.Linq.Expressions;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Joins;

/// <summary>The elements of a collection of each row.</summary>
/// <param name="row">Stands for an element.</param>
/// <param name="collection">The collection, of the document.</param>
/// <param name="keepsEmpty">Whether a row without elements stays, with null for the element.</param>
internal sealed class ElementSource(ParameterExpression row, LambdaExpression collection, bool keepsEmpty) : RowSource(row)
{
    private string _alias = "";

    /// <summary>An element's place in its collection.</summary>
    internal SqlExpression Position => new ElementPosition(this);

    internal override SqlPart Translate(Translator translator)
    {
        translator.Context.Enter(collection.Parameters[0], translator.Context.Document);
        var value = translator.Value(collection.Body);
        var element = ColumnTypes.ElementType(value.PlainType);
        if (element is null || value.Json is null) throw Unsupported.Part($"SelectMany over '{collection.Body}', which is no stored collection,");
        _alias = translator.Context.NextAlias();
        translator.Context.Enter(Row, new ElementScope(translator.Context, _alias, element));
        return new SqlSequence(
            new SqlText(keepsEmpty ? " left join lateral jsonb_array_elements(" : " cross join lateral jsonb_array_elements("),
            JsonValues.Array(value),
            new SqlText($") with ordinality as {_alias}(value, position){(keepsEmpty ? " on true" : "")}"));
    }

    private sealed class ElementPosition(ElementSource source) : SqlExpression(typeof(long))
    {
        internal override SqlValue Translate(Translator translator) => new(
            new SqlText($"{source._alias}.position"), typeof(long), translator.Context.Mapping.Members.Scalars.Find(typeof(long)));
    }
}

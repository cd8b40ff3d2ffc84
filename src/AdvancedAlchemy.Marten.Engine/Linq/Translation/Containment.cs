using System.Text;
using System.Text.Json;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Schema;
using Weasel.Postgresql.Tables;

namespace Marten.Engine.Linq.Translation;

/// <summary>Whether a collection contains a value, in whichever form a configured index can serve.</summary>
internal static class Containment
{
    internal static SqlPart Of(Translator translator, SqlValue collection, SlotExpression value)
    {
        var element = ColumnTypes.ElementType(collection.PlainType) ?? throw Unsupported.Part($"Contains on a {collection.Type.Name}");
        if (collection.Member is not { } member) return Contains(translator, JsonValues.Array(collection), value, element, [], 0);

        var mapping = translator.Context.Mapping;
        if (member.Column is { } column && mapping.DuplicatedFields.FirstOrDefault(f => f.ColumnName == column) is { } field)
        {
            if (field.PgType.EndsWith("[]", StringComparison.Ordinal) && mapping.Members.Scalars.FindForColumn(element) is { } scalar)
            {
                var item = new SqlValue(SqlText.True, element, scalar);
                return new SqlSequence(translator.Parameters.Value(value, item), new SqlText(" = ANY("), collection.Node, new SqlText(")"));
            }
        }

        var body = mapping.Members.InBody(mapping.DocumentType, member.Path, "d.data");
        if (HasComputedIndex(mapping, member)) return Contains(translator, new SqlText(body.Typed), value, element, [], 0);
        if (HasMemberIndex(mapping, member)) return Contains(translator, new SqlText(body.Json), value, element, [], 0);
        return Contains(translator, new SqlText("d.data"), value, element, body.Keys, body.Keys.Length);
    }

    private static SqlPart Contains(Translator translator, SqlPart json, SlotExpression value, Type element, string[] keys, int depth)
    {
        var prefix = new StringBuilder();
        for (var i = 0; i < depth; i++) prefix.Append('{').Append(JsonSerializer.Serialize(keys[i])).Append(':');
        return new SqlSequence(json, new SqlText(" @> "), translator.Parameters.Json(value, prefix.Append('[').ToString(), "]" + new string('}', depth), element));
    }

    // Index(x => x.TagIds, i => i.Method = gin)
    private static bool HasComputedIndex(DocumentMapping mapping, DocumentMember member) => mapping.Indexes.OfType<ComputedIndex>().Any(i =>
        i.Method == IndexMethod.gin && i.Predicate is null && i.Members.Any(m => Same(m, member.Path)));

    // GinIndexJsonDataMember
    private static bool HasMemberIndex(DocumentMapping mapping, DocumentMember member)
    {
        var column = $"({mapping.Members.InBody(mapping.DocumentType, member.Path, "data").Json})";
        return mapping.Indexes.OfType<DocumentIndex>().Any(i => i.Method == IndexMethod.gin && i.Predicate is null && i.Columns is [var only] && only == column);
    }

    private static bool Same(System.Reflection.MemberInfo[] left, System.Reflection.MemberInfo[] right) =>
        left.Length == right.Length && left.Zip(right).All(p => p.First.Name == p.Second.Name);
}

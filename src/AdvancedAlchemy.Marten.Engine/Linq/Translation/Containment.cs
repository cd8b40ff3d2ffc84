using System.Text.Json;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Schema;
using Weasel.Postgresql.Tables;

namespace Marten.Engine.Linq.Translation;

/// <summary>Whether a collection contains a value, in whichever form a configured index can serve.</summary>
internal static class Containment
{
    /// <summary>Whether a collection of scalars or objects has an element equal to a captured value.</summary>
    internal static SqlPart Of(Translator translator, SqlValue collection, SlotExpression value)
    {
        var element = ColumnTypes.ElementType(collection.PlainType) ?? throw Unsupported.Part($"Contains on a {collection.Type.Name}");
        var mapping = translator.Context.Mapping;
        if (collection.Member?.Column is { } column && mapping.DuplicatedFields.FirstOrDefault(f => f.ColumnName == column) is { } field
            && field.PgType.EndsWith("[]", StringComparison.Ordinal) && mapping.Members.Scalars.FindForColumn(element) is { } scalar)
        {
            var item = new SqlValue(SqlText.True, element, scalar) { Member = collection.Member };
            var any = new SqlSequence(translator.Parameters.Value(value, item), new SqlText(" = ANY("), collection.Node, new SqlText(")"));
            return new SqlOrFalse(any);
        }

        if (translator.Context.IsNull(value) || JsonEquality.IsExact(mapping.Members.Scalars, element, value.Type)) return Contains(translator, collection, ["", ""], [(value, element)]);
        return Equal(translator, ElementSource.Elements(translator, collection), value);
    }

    /// <summary>Whether there is an element equal to a captured value, by a look at each.</summary>
    internal static SqlPart Equal(Translator translator, ElementSource source, SlotExpression value)
    {
        var self = StrongIds.Unwrap(translator.Context, source.Scope.Self);
        return source.Exists(translator.Context.IsNull(value)
            ? new SqlNullCheck(self.NullTest, true)
            : new SqlComparison(self.Node, "=", translator.Parameters.Value(value, self, anyKind: true)));
    }

    /// <summary>Whether the collection has an element that contains the JSON.</summary>
    /// <param name="translator">The translation.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="texts">The JSON of the element before, between and after the values.</param>
    /// <param name="values">The values in it and their types.</param>
    internal static SqlPart Contains(Translator translator, SqlValue collection, string[] texts, (SlotExpression Slot, Type Type)[] values)
    {
        var (json, keys) = Target(translator, collection);
        var prefix = string.Concat(keys.Select(k => "{" + JsonSerializer.Serialize(k) + ":"));
        string[] all = [.. texts];
        all[0] = prefix + "[" + all[0];
        all[^1] += "]" + new string('}', keys.Length);
        var parameters = translator.Parameters;
        var binder = new JsonTemplateBinder(all, [.. values.Select(v => v.Slot.Index)], (i, value) => parameters.Json(value, values[i].Type));
        var contains = new SqlSequence(json, new SqlText(" @> "), Parameters.Node(binder));
        return keys.Length > 0 ? contains : new SqlOrFalse(contains);
    }

    // Where the index is: on the member, or on the document as a whole.
    private static (SqlPart Json, string[] Keys) Target(Translator translator, SqlValue collection)
    {
        if (collection.Member is not { } member)
        {
            return (JsonValues.Array(collection.Json is null ? throw Unsupported.Part($"Contains on a {collection.Type.Name}") : collection), []);
        }

        var mapping = translator.Context.Mapping;
        var body = mapping.Members.InBody(mapping.DocumentType, member.Path, "d.data");
        if (HasComputedIndex(mapping, member)) return (new SqlText(body.Typed), []);
        return HasMemberIndex(mapping, member) ? (new SqlText(body.Json), []) : (new SqlText("d.data"), body.Keys);
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

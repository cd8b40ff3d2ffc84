using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;
using Marten.Linq;
using Marten.Linq.Members;
using Marten.Linq.Parsing.Operators;
using Weasel.Postgresql;

namespace Marten.Engine.Linq.Custom;

/// <summary>A member of a document, as parsers from outside see it.</summary>
internal sealed class DocumentQueryableMember(DocumentScope scope, MemberInfo[] path, IQueryableMember[] ancestors) : IQueryableMember, IHasChildrenMembers
{
    private readonly DocumentMember _member = scope.Storage.FindMember(path, scope.Alias + ".data", scope.Alias + ".");

    public Type MemberType => _member.Type;

    public string MemberName => path[^1].Name;

    public string JsonPathSegment => _member.Keys is [.., var key] ? key : MemberName;

    public string TypedLocator => _member.Typed;

    public string RawLocator => _member.Raw;

    public string JSONBLocator => _member.Json;

    public string NullTestLocator => _member.NullTest;

    public string LocatorForIncludedDocumentId => _member.Typed;

    public IQueryableMember[] Ancestors => ancestors;

    public IQueryableMember FindMember(MemberInfo member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return CustomMembers.Find(scope, [.. path, member]) ?? new DocumentQueryableMember(scope, [.. path, member], [.. ancestors, this]);
    }

    public void ReplaceMember(MemberInfo member, IQueryableMember queryableMember) =>
        throw new NotSupportedException($"{MemberType.Name}.{member?.Name} is stored where the store's options say: it cannot be replaced by {queryableMember} while a query is translated");

    public string BuildOrderingExpression(Ordering ordering, CasingRule casingRule)
    {
        ArgumentNullException.ThrowIfNull(ordering);
        var key = casingRule == CasingRule.CaseInsensitive ? $"lower({RawLocator})" : TypedLocator;
        return ordering.Direction == OrderingDirection.Desc ? key + " desc" : key;
    }

    public Dictionary<string, object> FindOrPlaceChildDictionaryForContainment(Dictionary<string, object> dict)
    {
        ArgumentNullException.ThrowIfNull(dict);
        if (dict.TryGetValue(JsonPathSegment, out var present) && present is Dictionary<string, object> child) return child;
        child = [];
        dict[JsonPathSegment] = child;
        return child;
    }

    public void PlaceValueInDictionaryForContainment(Dictionary<string, object> dict, ConstantExpression constant)
    {
        ArgumentNullException.ThrowIfNull(dict);
        ArgumentNullException.ThrowIfNull(constant);
        dict[JsonPathSegment] = constant.Value!;
    }

    public string SelectorForDuplication(string pgType)
    {
        var body = scope.Storage.Mapping.Members.InBody(scope.Storage.DocumentType, path, "data");
        return _member.Scalar is { } scalar && scalar.PgType == pgType ? body.Typed : $"CAST({body.Raw} as {pgType})";
    }

    public void Apply(ICommandBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append(TypedLocator);
    }

    public override string ToString() => TypedLocator;
}

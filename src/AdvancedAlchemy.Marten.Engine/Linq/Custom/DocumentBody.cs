using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Translation;
using Marten.Linq.Members;
using Marten.Linq.Parsing.Operators;
using Weasel.Postgresql;

namespace Marten.Engine.Linq.Custom;

/// <summary>A document as the parent of its members: the whole body.</summary>
internal sealed class DocumentBody(DocumentScope scope) : IQueryableMember, IHasChildrenMembers
{
    private readonly string _body = scope.Alias + ".data";

    public Type MemberType => scope.Storage.DocumentType;

    public string MemberName => "";

    public string JsonPathSegment => "";

    public string TypedLocator => _body;

    public string RawLocator => _body;

    public string JSONBLocator => _body;

    public string NullTestLocator => _body;

    public string LocatorForIncludedDocumentId => throw NoMember();

    public IQueryableMember[] Ancestors => [];

    public IQueryableMember FindMember(MemberInfo member) => new DocumentMembers(scope).FindMember(member);

    public void ReplaceMember(MemberInfo member, IQueryableMember queryableMember) => new DocumentMembers(scope).ReplaceMember(member, queryableMember);

    public string BuildOrderingExpression(Ordering ordering, CasingRule casingRule) => throw NoMember();

    public Dictionary<string, object> FindOrPlaceChildDictionaryForContainment(Dictionary<string, object> dict) => dict;

    public void PlaceValueInDictionaryForContainment(Dictionary<string, object> dict, ConstantExpression constant) => throw NoMember();

    public string SelectorForDuplication(string pgType) => throw NoMember();

    public void Apply(ICommandBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append(_body);
    }

    public override string ToString() => _body;

    private NotSupportedException NoMember() => new($"{MemberType.Name} is a document here, and no member of one");
}

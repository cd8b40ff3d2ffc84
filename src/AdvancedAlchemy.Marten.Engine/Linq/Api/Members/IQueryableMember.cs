using System.Linq.Expressions;
using Marten.Linq.Parsing.Operators;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Linq.Members;

/// <summary>A member of a document, and the SQL that finds it. The table has the alias d.</summary>
public interface IQueryableMember : ISqlFragment
{
    Type MemberType { get; }

    string MemberName { get; }

    /// <summary>Its key in the JSON.</summary>
    string JsonPathSegment { get; }

    /// <summary>Its value in its own type.</summary>
    string TypedLocator { get; }

    /// <summary>Its value as text, or its column.</summary>
    string RawLocator { get; }

    /// <summary>Its value as jsonb.</summary>
    string JSONBLocator { get; }

    string LocatorForIncludedDocumentId { get; }

    /// <summary>What is null exactly when the member is.</summary>
    string NullTestLocator { get; }

    /// <summary>The members that lead to it, from the document on.</summary>
    IQueryableMember[] Ancestors { get; }

    string BuildOrderingExpression(Ordering ordering, CasingRule casingRule);

    Dictionary<string, object> FindOrPlaceChildDictionaryForContainment(Dictionary<string, object> dict);

    void PlaceValueInDictionaryForContainment(Dictionary<string, object> dict, ConstantExpression constant);

    /// <summary>Reads it out of the body, in a column's type.</summary>
    string SelectorForDuplication(string pgType);
}

using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Translation;

/// <summary>A value of a row, in the several forms that conditions need it in.</summary>
/// <param name="Node">In its own type.</param>
/// <param name="Type">Its CLR type.</param>
/// <param name="Scalar">How it is passed and compared; null for objects and collections.</param>
internal sealed record SqlValue(SqlPart Node, Type Type, ScalarType? Scalar)
{
    /// <summary>What is null exactly when the value is.</summary>
    internal SqlPart NullTest { get; init; } = Node;

    /// <summary>As jsonb; null for what has no JSON form.</summary>
    internal SqlPart? Json { get; init; }

    /// <summary>Its text in the JSON, before any cast; null for what is worked out.</summary>
    internal SqlPart? Text { get; init; }

    /// <summary>Where it is stored, if it is a member of the document itself.</summary>
    internal DocumentMember? Member { get; init; }

    /// <summary>Whether it is of an element of a collection: there null compares as in C#, and not as in SQL.</summary>
    internal bool IsElement { get; init; }

    internal Type PlainType => Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>Something worked out of this value.</summary>
    internal SqlValue Computed(SqlPart node, Type type, ScalarType? scalar) => new(node, type, scalar) { NullTest = node, IsElement = IsElement };
}

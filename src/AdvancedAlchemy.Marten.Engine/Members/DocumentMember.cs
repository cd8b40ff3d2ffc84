using System.Reflection;

namespace Marten.Engine.Members;

/// <summary>A member of a document as SQL sees it: inside the body, or as a column of its own.</summary>
internal sealed class DocumentMember
{
    internal required Type Type { get; init; }

    /// <summary>The members that lead to it from the document.</summary>
    internal required MemberInfo[] Path { get; init; }

    /// <summary>Its keys in the JSON body, outermost first; empty for what is a column only.</summary>
    internal required string[] Keys { get; init; }

    /// <summary>How a scalar is cast and passed; null for objects and collections.</summary>
    internal ScalarType? Scalar { get; init; }

    /// <summary>The column it is kept in; null for what is only in the body.</summary>
    internal string? Column { get; init; }

    /// <summary>Its text, before any cast: <c>d.data -> 'A' ->> 'B'</c>, or the column.</summary>
    internal required string Raw { get; init; }

    /// <summary>Its value in its own type, as a computed index on it has it.</summary>
    internal required string Typed { get; init; }

    /// <summary>Its value as jsonb: <c>d.data -> 'A' -> 'B'</c>.</summary>
    internal required string Json { get; init; }

    /// <summary>What is null exactly when the member is: the key is missing, or its value is JSON null.</summary>
    internal string NullTest => Raw;

    /// <summary>CLR names joined by dots, for messages.</summary>
    internal string DisplayName => string.Join('.', Path.Select(m => m.Name));
}

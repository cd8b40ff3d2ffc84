using Marten.Exceptions;

namespace AdvancedAlchemy.Marten;

/// <summary>A save would have broken a link between documents. Nothing of it is stored.</summary>
public abstract class LinkException : MartenException
{
    private protected LinkException(string message, Type ownerType, Type targetType, string member, IReadOnlyList<object> ids)
        : base(message)
    {
        OwnerType = ownerType;
        TargetType = targetType;
        Member = member;
        Ids = ids;
    }

    /// <summary>The type that has the list of ids.</summary>
    public Type OwnerType { get; }

    /// <summary>The type that the ids are of.</summary>
    public Type TargetType { get; }

    /// <summary>The name of the list.</summary>
    public string Member { get; }

    /// <summary>The ids that it is about, as they are stored.</summary>
    public IReadOnlyList<object> Ids { get; }
}

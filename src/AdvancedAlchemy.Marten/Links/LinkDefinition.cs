using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>A list of ids in one document type, or a single id, that refers to documents of another.</summary>
internal sealed class LinkDefinition
{
    private readonly Func<object, object?> _get;
    private readonly Action<object>? _clear;
    private ComputedIndex? _index;

    /// <exception cref="ArgumentException">A cascade is to clear an id that cannot be null, or a single id is of a type that has no index.</exception>
    public LinkDefinition(Type ownerType, Type targetType, MemberInfo member, OnDelete onDelete, bool touches)
    {
        OwnerType = ownerType;
        TargetType = targetType;
        Member = member;
        OnDelete = onDelete;
        Touches = touches;
        var owner = Expression.Parameter(typeof(object));
        var access = Expression.MakeMemberAccess(Expression.Convert(owner, member.DeclaringType!), member);
        IsList = access.Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(access.Type);
        IdType = IsList ? LinkIds.TypeIn(access.Type) : Nullable.GetUnderlyingType(access.Type) ?? access.Type;
        _get = Expression.Lambda<Func<object, object?>>(Expression.Convert(access, typeof(object)), owner).Compile();
        if (IsList) return;
        if (IdType != typeof(Guid) && IdType != typeof(string) && IdType != typeof(int) && IdType != typeof(long))
        {
            throw new ArgumentException(
                $"{ownerType.Name}.{member.Name} cannot be a link: Marten has no index for a single {IdType?.Name}. Use a Guid, string, int or long, or a list of ids.", nameof(member));
        }

        if (onDelete != OnDelete.Cascade) return;
        if (!LinkIds.MayBeNull(member))
        {
            throw new ArgumentException(
                $"{ownerType.Name}.{member.Name} cannot be null, so it cannot lose its link when the {targetType.Name} is deleted. Make it nullable, or use OnDelete.Restrict.", nameof(onDelete));
        }

        _clear = Expression.Lambda<Action<object>>(Expression.Assign(access, Expression.Default(access.Type)), owner).Compile();
    }

    public Type OwnerType { get; }

    public Type TargetType { get; }

    public MemberInfo Member { get; }

    public OnDelete OnDelete { get; }

    /// <summary>Whether a cascade stamps the owners.</summary>
    public bool Touches { get; }

    public bool IsList { get; }

    /// <summary>The type of the ids, as the owner has it; null where a list does not tell.</summary>
    public Type? IdType { get; }

    public string Name => Member.Name;

    /// <summary>The expression that the index is on, with the table's alias; null before the store has built the owner's mapping.</summary>
    public string? Locator => _index is { } index ? field ??= index.Columns![0].Replace("data ->", "d.data ->", StringComparison.Ordinal) : null;

    public void Use(ComputedIndex index) => _index = index;

    /// <summary>The ids as they are stored, each once.</summary>
    public IEnumerable<object> IdsOf(object owner)
    {
        var value = _get(owner);
        if (!IsList)
        {
            if (value is not null) yield return LinkIds.Stored(value);
            yield break;
        }

        if (value is not IEnumerable list) yield break;
        HashSet<object>? seen = null;
        foreach (var id in list)
        {
            if (id is not null && (seen ??= []).Add(LinkIds.Stored(id))) yield return LinkIds.Stored(id);
        }
    }

    /// <summary>Takes ids out, where the member is one that can lose any.</summary>
    public void Remove(object owner, IReadOnlySet<object> ids)
    {
        var value = _get(owner);
        if (!IsList && value is not null && ids.Contains(LinkIds.Stored(value))) _clear?.Invoke(owner);
        if (!IsList || value is not IList { IsFixedSize: false, IsReadOnly: false } list) return;
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is { } id && ids.Contains(LinkIds.Stored(id))) list.RemoveAt(i);
        }
    }

    /// <summary>Takes repeated ids out of the list, as the key of a link table would; the first of each stays.</summary>
    public void RemoveRepetitions(object owner)
    {
        if (!IsList || _get(owner) is not IList { IsFixedSize: false, IsReadOnly: false } list) return;
        HashSet<object>? seen = null;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null || !(seen ??= []).Add(list[i]!)) list.RemoveAt(i--);
        }
    }
}

using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>A list of ids in one document type that refers to documents of another.</summary>
internal sealed class LinkDefinition
{
    private readonly Func<object, object?> _get;
    private ComputedIndex? _index;

    public LinkDefinition(Type ownerType, Type targetType, MemberInfo member, OnDelete onDelete)
    {
        OwnerType = ownerType;
        TargetType = targetType;
        Member = member;
        OnDelete = onDelete;
        var owner = Expression.Parameter(typeof(object));
        _get = Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.MakeMemberAccess(Expression.Convert(owner, member.DeclaringType!), member), typeof(object)), owner).Compile();
    }

    public Type OwnerType { get; }

    public Type TargetType { get; }

    public MemberInfo Member { get; }

    public OnDelete OnDelete { get; }

    public string Name => Member.Name;

    /// <summary>The expression that the index is on, with the table's alias; null before the store has built the owner's mapping.</summary>
    public string? Locator => _index is { } index ? field ??= index.Columns![0].Replace("data ->", "d.data ->", StringComparison.Ordinal) : null;

    public void Use(ComputedIndex index) => _index = index;

    /// <summary>The ids in the list as they are stored, each once.</summary>
    public IEnumerable<object> IdsOf(object owner)
    {
        if (_get(owner) is not IEnumerable list) yield break;
        HashSet<object>? seen = null;
        foreach (var id in list)
        {
            if (id is not null && (seen ??= []).Add(LinkIds.Stored(id))) yield return LinkIds.Stored(id);
        }
    }

    /// <summary>Takes ids out of the list, where it is one that can lose any.</summary>
    public void Remove(object owner, IReadOnlySet<object> ids)
    {
        if (_get(owner) is not IList { IsFixedSize: false, IsReadOnly: false } list) return;
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is { } id && ids.Contains(LinkIds.Stored(id))) list.RemoveAt(i);
        }
    }

    /// <summary>Takes repeated ids out of the list, as the key of a link table would; the first of each stays.</summary>
    public void RemoveRepetitions(object owner)
    {
        if (_get(owner) is not IList { IsFixedSize: false, IsReadOnly: false } list) return;
        HashSet<object>? seen = null;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null || !(seen ??= []).Add(list[i]!)) list.RemoveAt(i--);
        }
    }
}

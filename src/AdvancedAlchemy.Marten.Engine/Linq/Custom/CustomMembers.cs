using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;
using Marten.Linq.Members;

namespace Marten.Engine.Linq.Custom;

/// <summary>Members that sources of the store's options know. They come before what the body and the columns hold.</summary>
internal static class CustomMembers
{
    /// <summary>The member that the expression names, if a source knows it.</summary>
    internal static SqlValue? Value(TranslationContext context, MemberExpression node)
    {
        if (context.Mapping.StoreOptions.Linq.MemberSources.Count == 0 || MemberPaths.Find(node) is not { } path) return null;
        return context.FindScope(RootOf(node)) is DocumentScope scope && Find(scope, path) is { } member ? Of(context, member) : null;
    }

    /// <summary>The member, or the one that a known member has at the end of the path; null if no source knows any of them.</summary>
    internal static IQueryableMember? Find(DocumentScope scope, ReadOnlySpan<MemberInfo> path)
    {
        var options = scope.Storage.Mapping.StoreOptions;
        if (options.Linq.MemberSources.Count == 0) return null;
        IQueryableMember parent = new DocumentBody(scope);
        IQueryableMember? known = null;
        for (var i = 0; i < path.Length; i++)
        {
            var isWithin = known is not null;
            known = Ask(options, parent, path[i]) ?? (isWithin ? (parent as IHasChildrenMembers)?.FindMember(path[i]) : null);
            if (i == path.Length - 1 || (known is null && isWithin)) return known;
            parent = known ?? new DocumentQueryableMember(scope, [.. path[..(i + 1)]], parent is DocumentBody ? [] : [.. parent.Ancestors, parent]);
        }

        return null;
    }

    private static IQueryableMember? Ask(StoreOptions options, IQueryableMember parent, MemberInfo member)
    {
        foreach (var source in options.Linq.MemberSources)
        {
            if (source.TryResolve(parent, options, member, MemberResolver.MemberType(member), out var found)) return found;
        }

        return null;
    }

    private static SqlValue Of(TranslationContext context, IQueryableMember member) =>
        new(new SqlText(member.TypedLocator), member.MemberType, context.Mapping.Members.Scalars.Find(member.MemberType))
        {
            NullTest = new SqlText(member.NullTestLocator),
            Json = new SqlText(member.JSONBLocator),
            Text = new SqlText(member.RawLocator),
        };

    private static ParameterExpression RootOf(Expression node)
    {
        while (Translator.Strip(node) is MemberExpression { Expression: { } owner }) node = owner;
        return (ParameterExpression)Translator.Strip(node);
    }
}

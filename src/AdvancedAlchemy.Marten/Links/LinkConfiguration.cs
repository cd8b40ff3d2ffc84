using System.Linq.Expressions;
using System.Reflection;
using Marten;
using Weasel.Postgresql.Tables;

namespace AdvancedAlchemy.Marten;

/// <summary>Declares links between documents.</summary>
public static class LinkConfiguration
{
    /// <summary>
    /// Makes a list of ids a many-to-many relationship, or a single id a one-to-many: no id twice, none of a document that does not
    /// exist, and none of one that has been deleted.
    /// </summary>
    /// <remarks>
    /// A single id that may be null may lead nowhere; any other has to lead somewhere. An index on it serves LINQ and the look for links. A GIN index on a list serves <see cref="LinkQueryExtensions.LinkedTo"/> and the look for links when a target is deleted. Saving a
    /// document with links locks its targets <c>FOR KEY SHARE</c>, as a foreign key would, so that none is deleted meanwhile. Soft deletion
    /// of a target leaves the links as they are, so that they are there again when it is undone; <c>HardDelete</c> ends them.
    /// <c>DeleteWhere</c>, <c>HardDeleteWhere</c>, bulk inserts and SQL of your own are not looked at. An owner that a projection makes of events is
    /// neither checked nor changed by a cascade, since the events stay as they are; <see cref="OnDelete.Restrict"/> keeps its targets.
    /// </remarks>
    /// <typeparam name="TOwner">The document with the list or the id.</typeparam>
    /// <typeparam name="TTarget">The documents that the ids are of.</typeparam>
    /// <param name="mapping">The owner's configuration.</param>
    /// <param name="member">The list or the id, a direct member of the owner: <c>post => post.TagIds</c>, <c>post => post.AuthorId</c>.</param>
    /// <param name="onDelete">What deleting a target does.</param>
    /// <param name="touch">
    /// Whether a cascade stamps the owners that lose a link, as a save of theirs would. By default their stamps stay as they are, because
    /// nobody has edited them; their revisions go up in any case.
    /// </param>
    /// <returns>The owner's configuration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="mapping"/> or <paramref name="member"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="member"/> is no direct member, is a single id of another type than <c>Guid</c>, <c>string</c>, <c>int</c> or <c>long</c>, or is one
    /// that cannot be null where <paramref name="onDelete"/> is <see cref="OnDelete.Cascade"/>.
    /// </exception>
    /// <example><code>o.Schema.For&lt;Post>().LinksTo&lt;Post, Tag>(post => post.TagIds, OnDelete.Cascade);</code></example>
    public static MartenRegistry.DocumentMappingExpression<TOwner> LinksTo<TOwner, TTarget>(
        this MartenRegistry.DocumentMappingExpression<TOwner> mapping,
        Expression<Func<TOwner, object?>> member,
        OnDelete onDelete = OnDelete.Restrict,
        bool touch = false)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(member);
        var link = new LinkDefinition(typeof(TOwner), typeof(TTarget), MemberOf(member), onDelete, touch);
        LinkRegistry.Declare(link);
        return mapping.Index(member, index =>
        {
            if (link.IsList) index.Method = IndexMethod.gin;
            link.Use(index);
            LinkRegistry.Attach(index, link);
        });
    }

    internal static MemberInfo MemberOf(LambdaExpression expression)
    {
        var body = expression.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : expression.Body;
        return body is MemberExpression { Expression: ParameterExpression } member
            ? member.Member
            : throw new ArgumentException($"'{expression}' has to name an id or a list of ids of the document itself, such as post => post.AuthorId or post => post.TagIds", nameof(expression));
    }
}

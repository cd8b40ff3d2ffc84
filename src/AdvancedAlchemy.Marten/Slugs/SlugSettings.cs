using System.Linq.Expressions;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>The settings for the slugs of one type and those below it.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class SlugSettings<T> where T : ISlugged
{
    private readonly SlugTypeSettings _settings;

    internal SlugSettings(SlugTypeSettings settings) => _settings = settings;

    /// <summary>Makes slugs unique within a member's value only. <see cref="SlugScopeAttribute"/> says what follows from that.</summary>
    /// <param name="member">A property of the document, of type <c>Guid</c>, <c>string</c>, <c>int</c> or <c>long</c>: <c>chapter => chapter.BookId</c>.</param>
    /// <returns>These settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="member"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="member"/> is no property of the document itself.</exception>
    public SlugSettings<T> Within(Expression<Func<T, object?>> member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var body = member.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : member.Body;
        if (body is not MemberExpression { Expression: ParameterExpression, Member: PropertyInfo property })
        {
            throw new ArgumentException($"'{member}' has to name a property of the document itself, such as chapter => chapter.BookId", nameof(member));
        }

        _settings.Scope = property;
        return this;
    }

    /// <summary>Words that are no slugs of this type, besides those of <see cref="SlugConfiguration.ReserveSlugs"/>.</summary>
    /// <param name="words">The words; case does not matter.</param>
    /// <returns>These settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="words"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">A word is blank.</exception>
    public SlugSettings<T> Reserve(params IEnumerable<string> words)
    {
        SlugRules.Add(_settings.Reserved, words);
        return this;
    }

    /// <summary>Remembers slugs that documents had before, as <see cref="OldSlug"/> documents, for <see cref="SlugResolution.ResolveSlugAsync{T}(global::Marten.IQuerySession, string, CancellationToken)"/> to redirect from.</summary>
    /// <remarks>
    /// They are written in the transaction that changes the slug. Each save of stored documents of the type takes one more round
    /// trip, which reads and locks their rows. What changes slugs without a save, SQL or <c>Patch</c>, is not noticed.
    /// Deleting a document deletes them; soft deletion leaves them, and they neither lead to it nor are in anybody's way until it is undone.
    /// </remarks>
    /// <param name="reusable">Whether slugs are generated that are old ones of other documents. A document always gets its own back.</param>
    /// <returns>These settings.</returns>
    public SlugSettings<T> KeepOld(bool reusable = false)
    {
        _settings.KeepsOld = true;
        _settings.ReusesOld = reusable;
        return this;
    }
}

using AdvancedAlchemy.Marten.Conformance.Documents;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>Calls the overload of <c>LoadLinkedAsync</c> for the kind of id.</summary>
public static class LinkLoading
{
    /// <returns>The topics; null for strong-typed ids, which have no overload.</returns>
    public static async Task<IReadOnlyList<TTopic>?> LoadAsync<TPaper, TTopic, TId>(IQuerySession session, TPaper paper)
        where TPaper : class, IPaper<TPaper, TId>, new()
        where TTopic : class, ITopic<TId>, new()
        where TId : notnull => paper.TopicIds switch
    {
        List<long> => (await session.LoadLinkedAsync<TPaper, TTopic>([paper], p => (List<long>)(object)p.TopicIds))[paper],
        List<Guid> => (await session.LoadLinkedAsync<TPaper, TTopic>([paper], p => (List<Guid>)(object)p.TopicIds))[paper],
        List<string> => (await session.LoadLinkedAsync<TPaper, TTopic>([paper], p => (List<string>)(object)p.TopicIds))[paper],
        _ => null,
    };
}

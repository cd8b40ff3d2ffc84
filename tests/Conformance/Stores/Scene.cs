using AdvancedAlchemy.Marten.Conformance.Documents;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;

namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>One case of the suite: a store, a kind of session, and a tenant with a neighbour where there are tenants.</summary>
public sealed class Scene<TPaper, TTopic, TId>(DocumentStore store, TestClock clock, DocumentTracking tracking, string? tenant)
    where TPaper : class, IPaper<TPaper, TId>, new()
    where TTopic : class, ITopic<TId>, new()
    where TId : notnull
{
    public DocumentStore Store => store;

    public string? Tenant => tenant;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The neighbour's side of the case; null where there are no tenants.</summary>
    public Neighbour<TPaper, TTopic, TId>? Neighbour { get; } = tenant is null ? null : new Neighbour<TPaper, TTopic, TId>(store, tenant);

    public void Wait() => clock.Advance(TimeSpan.FromMinutes(1));

    /// <summary>A session of the kind that is looked at.</summary>
    public IDocumentSession Open() => Open(tracking);

    /// <summary>A title of this test's own; the neighbour has a paper of the same title already.</summary>
    public async Task<string> TitleAsync(string word)
    {
        var title = Titles.Next(word);
        if (Neighbour is not null) await Neighbour.TakeAsync(title);
        return title;
    }

    public async Task<TPaper> PaperAsync(Action<TPaper>? change = null)
    {
        TPaper paper = new() { Title = await TitleAsync("Paper") };
        change?.Invoke(paper);
        await SaveAsync(paper);
        return paper;
    }

    public async Task<TTopic[]> TopicsAsync(int count)
    {
        TTopic[] topics = [.. Enumerable.Range(0, count).Select(i => new TTopic { Name = $"topic {i}" })];
        await SaveAsync(topics);
        return topics;
    }

    public async Task SaveAsync<T>(params T[] documents) where T : notnull
    {
        await using var session = Open(DocumentTracking.None);
        session.Store(documents);
        await session.SaveChangesAsync();
    }

    /// <summary>Queues a document that was changed; a dirty-tracked session finds the change itself.</summary>
    public void Write(IDocumentSession session, TPaper paper)
    {
        if (tracking != DocumentTracking.DirtyTracking) session.Store(paper);
    }

    public async Task<TPaper?> ReadAsync(TId id)
    {
        await using var session = Open(DocumentTracking.None);
        return await session.LoadAsync<TPaper>((object)id);
    }

    public async Task ChangeElsewhereAsync(TId id)
    {
        await using var session = Open(DocumentTracking.None);
        var paper = (await session.LoadAsync<TPaper>((object)id))!;
        paper.Title += " changed";
        session.Store(paper);
        await session.SaveChangesAsync();
    }

    public async Task DeleteElsewhereAsync<T>(T document) where T : notnull
    {
        await using var session = Open(DocumentTracking.None);
        session.Delete(document);
        await session.SaveChangesAsync();
    }

    private IDocumentSession Open(DocumentTracking kind)
    {
        SessionOptions options = new() { Tracking = kind };
        if (tenant is not null) options.TenantId = tenant;
        return store.OpenSession(options);
    }
}

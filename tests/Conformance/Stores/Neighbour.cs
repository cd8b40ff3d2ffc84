using System.Text.Json;
using AdvancedAlchemy.Marten.Conformance.Documents;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>Another tenant, with namesakes of all that a test has: none may see, link to or block the other.</summary>
public sealed class Neighbour<TPaper, TTopic, TId>(DocumentStore store, string tenant)
    where TPaper : class, IPaper<TPaper, TId>, new()
    where TTopic : class, ITopic<TId>, new()
    where TId : notnull
{
    private readonly string _name = tenant + "_neighbour";
    private readonly List<(TPaper Paper, TTopic Topic, string Json)> _own = [];

    /// <summary>Stores a paper of the title, linked to a topic of the neighbour's own.</summary>
    public async Task TakeAsync(string title)
    {
        await using var session = store.LightweightSession(_name);
        TTopic topic = new() { Name = title };
        session.Store(topic);
        TPaper paper = new() { Title = title, TopicIds = [topic.Id], SourceIds = [topic.Id] };
        session.Store(paper);
        await session.SaveChangesAsync();
        paper.Slug.ShouldBe(Titles.Slug(title));
        _own.Add((paper, topic, Body(paper)));
    }

    public async Task AssertIsUntouchedAsync()
    {
        await using var theirs = store.LightweightSession(_name);
        await using var ours = store.LightweightSession(tenant);
        var papers = await ours.Query<TPaper>().ToListAsync();
        (await theirs.Query<TPaper>().ToListAsync()).Select(Body).ShouldBe(_own.Select(o => o.Json), ignoreOrder: true);

        foreach (var paper in papers) (await theirs.LoadAsync<TPaper>((object)paper.Id)).ShouldBeNull();
        foreach (var (paper, topic, _) in _own)
        {
            (await ours.LoadAsync<TPaper>((object)paper.Id)).ShouldBeNull();
            (await ours.LoadAsync<TTopic>((object)topic.Id)).ShouldBeNull();
            (await ours.Query<TPaper>().LinkedTo(Lists.Ids<TPaper, TId>(nameof(paper.TopicIds)), topic.Id).AnyAsync()).ShouldBeFalse();
        }

        await AssertNothingIsLinkedAsync(ours);
        await AssertNothingIsBlockedAsync(theirs, papers);
    }

    private async Task AssertNothingIsLinkedAsync(IDocumentSession ours)
    {
        TTopic topic = new() { Name = "unlinked" };
        await using (var theirs = store.LightweightSession(_name))
        {
            theirs.Store(topic);
            await theirs.SaveChangesAsync();
        }

        ours.Store(new TPaper { Title = Titles.Next("Foreign"), TopicIds = [topic.Id] });
        await Should.ThrowAsync<MissingLinkTargetException>(() => ours.SaveChangesAsync());
    }

    // the same ids and slugs, deleted again by their owner only
    private async Task AssertNothingIsBlockedAsync(IDocumentSession theirs, IReadOnlyList<TPaper> papers)
    {
        var taken = _own.Select(o => o.Paper.Slug).ToHashSet();
        var copies = papers.Select(p => new TPaper { Id = p.Id, Title = p.Title, Slug = taken.Add(p.Slug) ? p.Slug : "" }).ToArray();
        theirs.Store(copies);
        await theirs.SaveChangesAsync();
        foreach (var copy in copies) theirs.DeleteChecked(copy);
        await theirs.SaveChangesAsync();

        await using var query = store.QuerySession(tenant);
        (await query.Query<TPaper>().ToListAsync()).Select(Body).ShouldBe(papers.Select(Body), ignoreOrder: true);
    }

    private static string Body(TPaper paper) => JsonSerializer.Serialize(paper);
}

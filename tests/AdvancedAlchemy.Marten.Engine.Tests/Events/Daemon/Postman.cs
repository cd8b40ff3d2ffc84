using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public sealed class Post
{
    public List<string> Delivered { get; } = [];

    public int Postmen { get; set; }
}

/// <summary>A subscription with services: one of them is the store that it is a subscription of.</summary>
public sealed class Postman : SubscriptionBase
{
    private readonly Post _post;
    private readonly IDocumentStore _store;

    public Postman(Post post, IDocumentStore store)
    {
        (_post, _store) = (post, store);
        post.Postmen++;
        IncludeType<Counted>();
    }

    public override Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        operations.DocumentStore.ShouldBeSameAs(_store);
        _post.Delivered.AddRange(page.Events.Select(e => ((Counted)e.Data).Name));
        return Task.FromResult(NullChangeListener.Instance);
    }
}

using Marten.Services;

namespace Marten.Engine.Hosting;

/// <summary>Opens sessions of one kind.</summary>
internal sealed class DefaultSessionFactory(IDocumentStore store, DocumentTracking tracking) : ISessionFactory
{
    public IQuerySession QuerySession() => store.QuerySession();

    public IDocumentSession OpenSession() => store.OpenSession(new SessionOptions { Tracking = tracking });
}

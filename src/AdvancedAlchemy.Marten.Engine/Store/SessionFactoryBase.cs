using Marten.Services;

namespace Marten;

/// <summary>A session factory of which only the options have to be given.</summary>
public abstract class SessionFactoryBase : ISessionFactory
{
    private readonly IDocumentStore _store;

    protected SessionFactoryBase(IDocumentStore store)
    {
        _store = store;
    }

    public virtual IQuerySession QuerySession() => _store.QuerySession(BuildOptions());

    public IDocumentSession OpenSession()
    {
        var session = _store.OpenSession(BuildOptions());
        ApplyMetadata(session);
        return session;
    }

    public abstract SessionOptions BuildOptions();

    public virtual void ApplyMetadata(IDocumentSession documentSession)
    {
    }
}

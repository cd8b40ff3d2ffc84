namespace Marten;

/// <summary>Opens the sessions that are injected.</summary>
public interface ISessionFactory
{
    IQuerySession QuerySession();

    IDocumentSession OpenSession();
}

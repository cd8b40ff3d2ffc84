namespace JasperFx.Events.Projections;

/// <summary>A projection that can be added to a store.</summary>
public interface IProjectionSource<TOperations, TQuerySession> where TOperations : TQuerySession, IStorageOperations
{
    /// <summary>The types of the documents it writes.</summary>
    IEnumerable<Type> PublishedTypes();
}

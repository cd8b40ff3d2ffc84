namespace Marten.Engine.Events.Projections;

/// <summary>A projection as it was added, which a store makes something of that runs.</summary>
internal interface IRunnable
{
    /// <exception cref="JasperFx.Events.Projections.InvalidProjectionException">It does not fit the store.</exception>
    void AssertFits(StoreOptions options);

    IProjectionRunner CreateRunner(DocumentStore store);
}

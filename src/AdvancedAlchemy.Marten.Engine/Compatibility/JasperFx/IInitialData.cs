namespace JasperFx;

/// <summary>Data that is put into a store when the host starts or the store is reset.</summary>
public interface IInitialData<in TStore>
{
    Task Populate(TStore store, CancellationToken cancellation);
}

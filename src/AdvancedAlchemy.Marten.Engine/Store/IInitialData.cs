namespace Marten.Schema;

/// <summary>Data that is put into the store when the host starts or the store is reset.</summary>
public interface IInitialData : JasperFx.IInitialData<IDocumentStore>;

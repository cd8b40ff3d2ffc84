namespace JasperFx.Events.Aggregation;

/// <summary>Reads and writes the id of an aggregate.</summary>
public interface IIdentitySetter<in T, TId>
{
    TId Identity(T document);

    void SetIdentity(T document, TId identity);
}

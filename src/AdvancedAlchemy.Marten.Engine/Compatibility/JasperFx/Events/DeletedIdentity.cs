namespace JasperFx.Events;

/// <summary>The id of a document that is no more.</summary>
public interface DeletedIdentity<TId>
{
    TId Identity { get; }
}

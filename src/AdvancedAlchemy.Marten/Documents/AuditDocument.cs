using System.Text.Json.Serialization;

namespace AdvancedAlchemy.Marten;

/// <summary>A document that knows when it was created and last changed.</summary>
/// <remarks>What is written when is told at <see cref="IAudited"/>.</remarks>
/// <typeparam name="TId">The id's type.</typeparam>
/// <typeparam name="TGenerator">Makes the ids.</typeparam>
public abstract class AuditDocument<TId, TGenerator> : Document<TId, TGenerator>, IAudited, IStamped, IJsonOnDeserialized
    where TId : notnull
    where TGenerator : IIdGenerator<TId>
{
    private AuditStamps _stamps;

    /// <inheritdoc />
    [JsonPropertyOrder(3002)]
    public DateTimeOffset CreatedAt
    {
        get => _stamps.CreatedAt;
        set => _stamps.CreatedAt = value;
    }

    /// <inheritdoc />
    [JsonPropertyOrder(3003)]
    public DateTimeOffset UpdatedAt
    {
        get => _stamps.UpdatedAt;
        set => _stamps.UpdatedAt = value;
    }

    ref AuditStamps IStamped.Stamps => ref _stamps;

    void IJsonOnDeserialized.OnDeserialized() => OnDeserialized();

    /// <summary>Called when System.Text.Json has filled the document. An override has to call the base.</summary>
    protected virtual void OnDeserialized() => _stamps.Settle();
}

namespace AdvancedAlchemy.Marten;

/// <summary>The two times of an audited document, and which of them the caller has assigned.</summary>
/// <example>
/// <code>
/// public class Article : UuidDocument, IAudited, IStamped, IJsonOnDeserialized
/// {
///     private AuditStamps _stamps;
///
///     public DateTimeOffset CreatedAt { get => _stamps.CreatedAt; set => _stamps.CreatedAt = value; }
///     public DateTimeOffset UpdatedAt { get => _stamps.UpdatedAt; set => _stamps.UpdatedAt = value; }
///
///     ref AuditStamps IStamped.Stamps => ref _stamps;
///     void IJsonOnDeserialized.OnDeserialized() => _stamps.Settle();
/// }
/// </code>
/// </example>
public struct AuditStamps
{
    private DateTimeOffset _createdAt;
    private DateTimeOffset _updatedAt;
    private bool _createdIsProvisional;
    private bool _updatedIsAssigned;

    /// <summary>When the document was first saved. Assigned values are turned to UTC and cut to microseconds.</summary>
    public DateTimeOffset CreatedAt
    {
        readonly get => _createdAt;
        set
        {
            _createdAt = Stamp.Normalize(value);
            _createdIsProvisional = false;
        }
    }

    /// <summary>When the document was last saved. Assigning it keeps the value through the next save; the default value takes that back.</summary>
    public DateTimeOffset UpdatedAt
    {
        readonly get => _updatedAt;
        set
        {
            _updatedAt = Stamp.Normalize(value);
            _updatedIsAssigned = value != default;
        }
    }

    /// <summary>Forgets what was assigned: the values are those of the database. Call it when the document has been deserialised.</summary>
    public void Settle() => _createdIsProvisional = _updatedIsAssigned = false;

    internal void Write(DateTimeOffset now)
    {
        // the stamp of a save that failed is no creation time yet
        if (_createdAt == default || _createdIsProvisional)
        {
            _createdAt = now;
            _createdIsProvisional = true;
        }

        if (!_updatedIsAssigned) _updatedAt = now;
    }
}

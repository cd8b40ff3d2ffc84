namespace AdvancedAlchemy.Marten;

/// <summary>A document that is stamped with the times of its creation and last change.</summary>
/// <remarks>
/// <para>With <c>UseAdvancedAlchemy()</c>, each save reads the clock once and stamps the documents that it writes, in UTC and whole microseconds:</para>
/// <list type="bullet">
/// <item><description><see cref="CreatedAt"/> is set when it is unset; a value of the caller's own is kept.</description></item>
/// <item><description><see cref="UpdatedAt"/> is set on every write, except when the caller has assigned it since the document was
/// loaded or last saved, also to the value it had: then his is kept, for one save.</description></item>
/// </list>
/// <para>The audit bases bring the two properties; in any other <c>partial</c> type they are generated.</para>
/// <para>
/// A type that has them written by hand, without <see cref="IStamped"/>, cannot tell whether <see cref="UpdatedAt"/> was assigned:
/// only in new documents is a value kept.
/// </para>
/// <para>Bulk inserts and patches bypass Marten's listeners: see <see cref="BulkInsertExtensions"/> and <see cref="AuditedPatchExtensions"/>.</para>
/// </remarks>
public interface IAudited
{
    /// <summary>When the document was first saved: UTC, whole microseconds.</summary>
    DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the document was last saved: UTC, whole microseconds.</summary>
    DateTimeOffset UpdatedAt { get; set; }
}

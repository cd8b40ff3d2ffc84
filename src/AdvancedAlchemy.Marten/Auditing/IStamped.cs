namespace AdvancedAlchemy.Marten;

/// <summary>An <see cref="IAudited"/> document that keeps its times in <see cref="AuditStamps"/>, and so knows which of them were assigned.</summary>
/// <remarks>
/// The bases do it, and so does the generated part of a <c>partial</c> type. To do it by hand, implement this and <see cref="System.Text.Json.Serialization.IJsonOnDeserialized"/>
/// explicitly, as <see cref="AuditStamps"/> shows.
/// </remarks>
public interface IStamped
{
    /// <summary>The stamps, for the layer to write.</summary>
    ref AuditStamps Stamps { get; }
}

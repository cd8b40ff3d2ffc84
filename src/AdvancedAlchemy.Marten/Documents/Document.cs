using System.Text.Json.Serialization;
using JasperFx;

namespace AdvancedAlchemy.Marten;

/// <summary>The base of all document bases: an id that a generator makes on demand, and the sentinel.</summary>
/// <remarks>
/// <para>
/// The id is made when somebody first reads it, at the latest by Marten's <c>Store</c>. So it is there before the document is
/// saved, an id of the caller's own is never replaced, and loading a document generates nothing.
/// </para>
/// <para>
/// The sentinel is <see cref="Version"/>. With <c>UseAdvancedAlchemy()</c>, a save of a document that somebody else has changed
/// or deleted since it was read throws <see cref="StaleDocumentException"/>, whether through <c>Store</c>, <c>Update</c> or a
/// dirty-tracked session. Without it, Marten overwrites silently.
/// </para>
/// <para>Like any document, an instance is for one thread at a time.</para>
/// </remarks>
/// <typeparam name="TId">The id's type: <c>Guid</c>, <c>long</c>, <c>int</c>, <c>string</c>, or a strong-typed wrapper of one of these.</typeparam>
/// <typeparam name="TGenerator">Makes the ids. One that returns the type's default leaves them to Marten.</typeparam>
/// <example>
/// <code>
/// public readonly struct OrderId : IIdGenerator&lt;string&gt;
/// {
///     public static string NewId() => "ord_" + NanoId.NewId();
/// }
///
/// public class Order : Document&lt;string, OrderId&gt;;
/// </code>
/// </example>
public abstract class Document<TId, TGenerator> : IRevisioned
    where TId : notnull
    where TGenerator : IIdGenerator<TId>
{
    private TId? _id;

    /// <summary>The document's id, made when first read unless one was set.</summary>
    [JsonPropertyOrder(-100)]
    public TId Id
    {
        get => EqualityComparer<TId>.Default.Equals(_id, default) ? _id = TGenerator.NewId() : _id!;
        set => _id = value;
    }

    /// <summary>The sentinel: how often the document has been saved, 0 for one that never was. Marten sets it on load and on save.</summary>
    [JsonPropertyOrder(3001)]
    public int Version { get; set; }
}

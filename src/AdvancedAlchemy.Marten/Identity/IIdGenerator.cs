namespace AdvancedAlchemy.Marten;

/// <summary>A strategy for ids that the client makes: a type, not an object, so a document base can name it.</summary>
/// <remarks>
/// Name it in a base of your own, <c>Document&lt;TId, TGenerator&gt;</c>: an id is then made when it is first read, needs no
/// registration, and reaches every Marten path (<c>Store</c>, bulk insert, events). Implement it on a <c>struct</c>: the runtime
/// then calls <see cref="NewId"/> directly. The implementation must be safe to call from many threads at once.
/// <example>
/// <code>
/// public readonly struct OrderNumber : IIdGenerator&lt;string&gt;
/// {
///     public static string NewId() =&gt; "O-" + NanoId.NewId(10, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ");
/// }
/// </code>
/// </example>
/// </remarks>
/// <typeparam name="TId">The id's type, one that Marten accepts: <see cref="Guid"/>, <see cref="string"/>, <see cref="int"/>,
/// <see cref="long"/> or a strongly typed wrapper of one of these.</typeparam>
public interface IIdGenerator<TId>
{
    /// <summary>Makes an id that no other call, thread or process has made or will make.</summary>
    /// <returns>The new id, never the type's default value.</returns>
    static abstract TId NewId();
}

using System.Linq.Expressions;
using System.Reflection;
using JasperFx.Events;
using Marten.Engine.Documents;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Makes the id of an aggregate of what it is stored by, and the other way round.</summary>
internal static class AggregateId<TId>
{
    private static readonly WrappedId? Wrapped = WrappedId.Find(typeof(TId));
    private static readonly Func<object, TId>? Wrapping = Wrapped is null ? null : CompileWrapping(Wrapped);
    private static readonly Func<TId, object>? Unwrapping = Wrapped is null ? null : CompileUnwrapping(Wrapped);

    private static readonly Func<IEvent, TId>? Naming = CompileNaming();

    /// <summary>Compares ids by what they are stored as, where their own type does not say which ones are the same; null where it does.</summary>
    internal static IEqualityComparer<TId>? Comparer { get; } =
        Wrapped is null || typeof(TId).IsValueType || typeof(IEquatable<TId>).IsAssignableFrom(typeof(TId))
            ? null
            : EqualityComparer<TId>.Create((a, b) => a is null || b is null ? a is null && b is null : Stored(a).Equals(Stored(b)), id => Stored(id).GetHashCode());

    internal static Type StoredType => Wrapped?.InnerType ?? typeof(TId);

    internal static TId From(object stored) => Wrapping is null ? (TId)stored : Wrapping(stored);

    internal static object Stored(TId id) => Unwrapping is null ? id! : Unwrapping(id);

    /// <summary>The name of an event's stream.</summary>
    /// <exception cref="InvalidOperationException">Streams have no names of this type.</exception>
    internal static TId OfStream(IEvent e) =>
        Naming is { } naming ? naming(e) : throw new InvalidOperationException($"{typeof(TId).Name} is no type of stream ids: these are Guids or strings");

    private static Func<IEvent, TId>? CompileNaming()
    {
        if (StoredType != typeof(Guid) && StoredType != typeof(string)) return null;
        var e = Expression.Parameter(typeof(IEvent), "e");
        var name = Expression.Property(e, StoredType == typeof(Guid) ? nameof(IEvent.StreamId) : nameof(IEvent.StreamKey));
        return Expression.Lambda<Func<IEvent, TId>>(Wrapped is null ? name : Wrap(Wrapped, name), e).Compile();
    }

    private static Func<object, TId> CompileWrapping(WrappedId wrapped)
    {
        var stored = Expression.Parameter(typeof(object), "stored");
        var inner = Expression.Convert(stored, wrapped.InnerType);
        return Expression.Lambda<Func<object, TId>>(Wrap(wrapped, inner), stored).Compile();
    }

    private static UnaryExpression Wrap(WrappedId wrapped, Expression inner) => Expression.Convert(
        wrapped.Wrap is ConstructorInfo constructor ? Expression.New(constructor, inner) : Expression.Call((MethodInfo)wrapped.Wrap, inner), typeof(TId));

    private static Func<TId, object> CompileUnwrapping(WrappedId wrapped)
    {
        var id = Expression.Parameter(typeof(TId), "id");
        return Expression.Lambda<Func<TId, object>>(Expression.Convert(Expression.Property(id, wrapped.Value), typeof(object)), id).Compile();
    }
}

using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Documents;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Makes the id of an aggregate of what it is stored by, and the other way round.</summary>
internal static class AggregateId<TId>
{
    private static readonly WrappedId? Wrapped = WrappedId.Find(typeof(TId));
    private static readonly Func<object, TId>? Wrapping = Wrapped is null ? null : CompileWrapping(Wrapped);
    private static readonly Func<TId, object>? Unwrapping = Wrapped is null ? null : CompileUnwrapping(Wrapped);

    internal static Type StoredType => Wrapped?.InnerType ?? typeof(TId);

    internal static TId From(object stored) => Wrapping is null ? (TId)stored : Wrapping(stored);

    internal static object Stored(TId id) => Unwrapping is null ? id! : Unwrapping(id);

    private static Func<object, TId> CompileWrapping(WrappedId wrapped)
    {
        var stored = Expression.Parameter(typeof(object), "stored");
        var inner = Expression.Convert(stored, wrapped.InnerType);
        Expression wrap = wrapped.Wrap is ConstructorInfo constructor ? Expression.New(constructor, inner) : Expression.Call((MethodInfo)wrapped.Wrap, inner);
        return Expression.Lambda<Func<object, TId>>(Expression.Convert(wrap, typeof(TId)), stored).Compile();
    }

    private static Func<TId, object> CompileUnwrapping(WrappedId wrapped)
    {
        var id = Expression.Parameter(typeof(TId), "id");
        return Expression.Lambda<Func<TId, object>>(Expression.Convert(Expression.Property(id, wrapped.Value), typeof(object)), id).Compile();
    }
}

using System.Collections.Concurrent;
using System.Linq.Expressions;
using JasperFx.Events;

namespace Marten.Engine.Events;

/// <summary>Makes events of data without a store: of the type that the data has, whatever it is known as.</summary>
internal static class EventWrapping
{
    private static readonly ConcurrentDictionary<Type, Func<object, IEvent>> Wraps = new();

    internal static IEvent Of(object data) => Wraps.GetOrAdd(data.GetType(), static type =>
    {
        var given = Expression.Parameter(typeof(object), "data");
        var made = Expression.New(typeof(Event<>).MakeGenericType(type).GetConstructor([type])!, Expression.Convert(given, type));
        return Expression.Lambda<Func<object, IEvent>>(made, given).Compile();
    })(data);
}

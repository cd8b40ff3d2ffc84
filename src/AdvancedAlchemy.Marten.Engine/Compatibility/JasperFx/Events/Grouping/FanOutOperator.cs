using Marten.Engine.Events;

namespace JasperFx.Events.Grouping;

/// <summary>Has the parts of events of a type follow these.</summary>
public abstract class FanOutOperator<TSource> : IFanOutRule
{
    public FanoutMode Mode { get; set; } = FanoutMode.AfterGrouping;

    public Type OriginatingType => typeof(TSource);

    public abstract IReadOnlyList<IEvent> Apply(IReadOnlyList<IEvent> events);

    private protected static IReadOnlyList<IEvent> Apply<TTarget>(IReadOnlyList<IEvent> events, Func<IEvent, IEnumerable<TTarget>?> parts) where TTarget : notnull
    {
        ArgumentNullException.ThrowIfNull(events);
        List<IEvent>? all = null;
        for (var i = 0; i < events.Count; i++)
        {
            var source = events[i];
            if (parts(source) is not { } its)
            {
                all?.Add(source);
                continue;
            }

            all ??= [.. events.Take(i)];
            all.Add(source);
            foreach (var part in its) all.Add(Named(source.WithData(part)));
        }

        return all ?? events;
    }

    private static IEvent Named<TTarget>(IEvent<TTarget> part) where TTarget : notnull
    {
        part.EventTypeName = typeof(TTarget).GetEventTypeName(EventNamingStyle.ClassicTypeName);
        part.DotNetTypeName = EventNames.DotNet(typeof(TTarget));
        return part;
    }
}

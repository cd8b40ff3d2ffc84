namespace JasperFx.Events.Grouping;

/// <summary>Finds the parts of an event in all that is known of it.</summary>
public class FanOutEventOperator<TSource, TTarget> : FanOutOperator<TSource> where TSource : notnull where TTarget : notnull
{
    private readonly Func<IEvent<TSource>, IEnumerable<TTarget>> _parts;

    public FanOutEventOperator(Func<IEvent<TSource>, IEnumerable<TTarget>> fanOutFunc)
    {
        ArgumentNullException.ThrowIfNull(fanOutFunc);
        _parts = fanOutFunc;
    }

    public override IReadOnlyList<IEvent> Apply(IReadOnlyList<IEvent> events) => Apply(events, e => e is IEvent<TSource> whole ? _parts(whole) : null);
}

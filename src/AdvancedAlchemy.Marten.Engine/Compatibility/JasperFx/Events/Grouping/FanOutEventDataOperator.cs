namespace JasperFx.Events.Grouping;

/// <summary>Finds the parts of an event in its data.</summary>
public class FanOutEventDataOperator<TSource, TTarget> : FanOutOperator<TSource> where TSource : notnull where TTarget : notnull
{
    private readonly Func<TSource, IEnumerable<TTarget>> _parts;

    public FanOutEventDataOperator(Func<TSource, IEnumerable<TTarget>> fanOutFunc)
    {
        ArgumentNullException.ThrowIfNull(fanOutFunc);
        _parts = fanOutFunc;
    }

    public override IReadOnlyList<IEvent> Apply(IReadOnlyList<IEvent> events) => Apply(events, e => e.Data is TSource data ? _parts(data) : null);
}

using JasperFx.Events;
using JasperFx.Events.Grouping;

namespace Marten.Engine.Events.Grouping;

/// <summary>Has the parts of events follow these.</summary>
internal sealed record FanOut(FanoutMode Mode, Type SourceType, Type ChildType, Action<List<IEvent>> Apply)
{
    internal static FanOut Of<TSource, TChild>(Func<IEvent, IEnumerable<TChild>?> children, FanoutMode mode) where TSource : notnull where TChild : notnull =>
        new(mode, typeof(TSource), typeof(TChild), events =>
        {
            for (var i = events.Count - 1; i >= 0; i--)
            {
                var source = events[i];
                if (children(source) is { } parts) events.InsertRange(i + 1, parts.Select(part => Child(source, part)));
            }
        });

    private static Event<TChild> Child<TChild>(IEvent source, TChild part) where TChild : notnull => new(part)
    {
        Id = source.Id,
        Version = source.Version,
        Sequence = source.Sequence,
        StreamId = source.StreamId,
        StreamKey = source.StreamKey,
        Timestamp = source.Timestamp,
        TenantId = source.TenantId,
        EventTypeName = typeof(TChild).GetEventTypeName(EventNamingStyle.ClassicTypeName),
        DotNetTypeName = EventNames.DotNet(typeof(TChild)),
        CausationId = source.CausationId,
        CorrelationId = source.CorrelationId,
        Headers = source.Headers,
        UserName = source.UserName,
        IsArchived = source.IsArchived,
        AggregateTypeName = source.AggregateTypeName,
    };
}

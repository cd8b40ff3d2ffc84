namespace JasperFx.Events.Daemon;

/// <summary>Whether an aggregate is made of one stream or of many.</summary>
public enum AggregationScope
{
    SingleStream = 0,
    MultiStream = 1,
}

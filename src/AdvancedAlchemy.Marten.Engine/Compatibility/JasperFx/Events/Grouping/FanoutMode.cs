namespace JasperFx.Events.Grouping;

/// <summary>Whether the parts of an event are events of the page, or only of the documents that the event concerns.</summary>
public enum FanoutMode
{
    BeforeGrouping = 0,
    AfterGrouping = 1,
}

namespace Marten.Engine.Events.Aggregation;

/// <summary>What a method does about an event.</summary>
internal enum HandlerRole
{
    Create,
    Apply,
    ShouldDelete,
}

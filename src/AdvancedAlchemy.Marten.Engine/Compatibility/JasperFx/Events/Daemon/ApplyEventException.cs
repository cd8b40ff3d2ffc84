using System.Globalization;

namespace JasperFx.Events.Daemon;

/// <summary>A projection failed on an event.</summary>
public class ApplyEventException : Exception
{
    public ApplyEventException(IEvent @event, Exception innerException) : base(
        string.Create(CultureInfo.InvariantCulture, $"Failure to apply event #{@event.Sequence} Id({@event.Id})"), innerException) => Event = @event;

    public IEvent Event { get; }
}

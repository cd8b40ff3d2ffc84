using System.Globalization;
using JasperFx.Events;

namespace Marten.Exceptions;

/// <summary>A projection failed on an event.</summary>
public class ApplyEventException : MartenException
{
    public ApplyEventException(IEvent @event, Exception innerException) : base(
        string.Create(CultureInfo.InvariantCulture, $"Failure to apply event #{@event.Sequence} Id({@event.Id})"), innerException)
    {
        Event = @event;
    }

    public IEvent Event { get; }
}

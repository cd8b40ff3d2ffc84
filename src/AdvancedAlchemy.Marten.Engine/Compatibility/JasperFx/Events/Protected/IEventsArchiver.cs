namespace JasperFx.Events.Protected;

/// <summary>Keeps events that are about to be deleted somewhere else.</summary>
public interface IEventsArchiver;

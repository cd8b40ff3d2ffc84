namespace Marten.Schema;

/// <summary>Configures a type of events.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class MartenEventAttribute : MartenAttribute
{
    /// <summary>The name that events of the type are stored by.</summary>
    public string? Alias { get; set; }
}

namespace Weasel.Core.Migrations;

/// <summary>How often a lost connection is opened again while the database is changed.</summary>
public record ReconnectionOptions(int MaxReconnectionCount = 3, int DelayInMs = 50)
{
    public static ReconnectionOptions Default { get; } = new();
}

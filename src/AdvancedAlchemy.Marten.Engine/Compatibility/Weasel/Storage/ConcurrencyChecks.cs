namespace Weasel.Storage;

/// <summary>Whether a session checks versions and revisions.</summary>
public enum ConcurrencyChecks
{
    Enabled = 0,
    Disabled = 1,
}

namespace Marten;

/// <summary>What a session remembers of the documents it has seen.</summary>
public enum DocumentTracking
{
    None = 0,
    IdentityOnly = 1,
    DirtyTracking = 2,
    QueryOnly = 3,
}

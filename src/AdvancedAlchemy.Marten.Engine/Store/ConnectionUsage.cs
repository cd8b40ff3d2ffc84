namespace Marten.Storage;

/// <summary>What a connection is for.</summary>
public enum ConnectionUsage
{
    Read = 0,
    ReadWrite = 1,
}

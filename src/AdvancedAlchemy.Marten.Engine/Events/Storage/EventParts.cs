namespace Marten.Engine.Events;

/// <summary>How much of an event is read.</summary>
internal enum EventParts
{
    /// <summary>Everything that is stored of it.</summary>
    All,

    /// <summary>The data, the version, the stream, and whose it is, but not what identifies it.</summary>
    DataAndStream,

    /// <summary>The data, the version and what identifies it.</summary>
    Data,
}

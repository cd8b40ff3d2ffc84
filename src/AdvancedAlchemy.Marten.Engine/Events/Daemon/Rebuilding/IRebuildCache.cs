using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>What a rebuild has made and not written yet, without its type.</summary>
internal interface IRebuildCache
{
    /// <summary>Documents that are to be written.</summary>
    int Unwritten { get; }

    /// <summary>Queues the writes of documents that are in the database already.</summary>
    void QueueKnown(DocumentSessionBase session);

    /// <summary>Writes the others.</summary>
    /// <param name="connection">In its transaction.</param>
    /// <param name="mayMeet">Whether saves may have written some of them meanwhile.</param>
    /// <param name="token">Gives up.</param>
    Task CopyNewAsync(NpgsqlConnection connection, bool mayMeet, CancellationToken token);

    /// <summary>Called when all of it is committed.</summary>
    void Written();
}

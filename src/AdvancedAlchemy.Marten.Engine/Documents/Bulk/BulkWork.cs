using Npgsql;

namespace Marten.Engine.Documents;

/// <summary>The part of a bulk insert that is about documents of one type.</summary>
internal abstract class BulkWork
{
    /// <summary>What needs connections of its own: the table, and ids. Before the transaction, for the pool may have no second one.</summary>
    internal abstract Task PrepareAsync(CancellationToken token);

    /// <summary>Writes the documents in the transaction of the connection.</summary>
    internal abstract Task WriteAsync(NpgsqlConnection connection, CancellationToken token);

    /// <summary>Tells the documents their versions, once they are committed.</summary>
    internal abstract void Complete();
}

using System.Data.Common;
using Weasel.Storage;

namespace Marten.Linq.QueryHandlers;

/// <summary>A question to the database, and how its answer is read.</summary>
public interface IQueryHandler<T> : IQueryHandler
{
    /// <summary>Reads the answer out of the rows of its command.</summary>
    Task<T> HandleAsync(DbDataReader reader, IStorageSession session, CancellationToken token);

    /// <summary>Writes the answer as JSON.</summary>
    /// <returns>How many rows were written.</returns>
    Task<int> StreamJson(Stream stream, DbDataReader reader, CancellationToken token);
}

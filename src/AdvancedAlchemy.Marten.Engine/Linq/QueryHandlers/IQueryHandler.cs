using Weasel.Postgresql;
using Weasel.Storage;

namespace Marten.Linq.QueryHandlers;

/// <summary>A question to the database.</summary>
public interface IQueryHandler
{
    /// <summary>Writes its command: one that gives one result set.</summary>
    void ConfigureCommand(ICommandBuilder builder, IStorageSession session);
}

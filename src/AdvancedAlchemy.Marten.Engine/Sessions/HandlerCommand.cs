using Marten.Linq.QueryHandlers;
using Npgsql;

namespace Marten.Engine.Sessions;

/// <summary>Lets a question from outside write its command.</summary>
internal static class HandlerCommand
{
    /// <exception cref="NotSupportedException">It wrote none, or several: what is asked together with it could not be told from its answer.</exception>
    internal static NpgsqlCommand Of(IQueryHandler handler, QuerySession session)
    {
        ArgumentNullException.ThrowIfNull(handler);
        using var batch = new NpgsqlBatch();
        var builder = new BatchBuilder(batch, session.TenantId);
        handler.ConfigureCommand(builder, session.Core);
        builder.Finish();
        if (batch.BatchCommands is not [var written]) throw new NotSupportedException($"{handler.GetType().Name} has to write one command, not {batch.BatchCommands.Count}");
        var parameters = new NpgsqlParameter[written.Parameters.Count];
        written.Parameters.CopyTo(parameters, 0);
        written.Parameters.Clear();
        var command = new NpgsqlCommand(written.CommandText);
        command.Parameters.AddRange(parameters);
        return command;
    }
}

using Marten.Engine.Sessions;
using Marten.Linq.QueryHandlers;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    /// <summary>Asks a question that writes its own command and reads its own answer.</summary>
    public Task<T?> ExecuteHandlerAsync<T>(IQueryHandler<T> handler, CancellationToken token)
    {
        var command = HandlerCommand.Of(handler, this);
        return ReadAsync<IQueryHandler<T>, T?>(
            null, command, handler, async (reader, handler, token) => await handler.HandleAsync(reader, Core, token).ConfigureAwait(false), token,
            LingeringState.MayRemain(command.CommandText));
    }

    /// <summary>Writes the answer to such a question as JSON.</summary>
    /// <returns>How many rows were written.</returns>
    public Task<int> StreamJson<T>(IQueryHandler<T> handler, Stream destination, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var command = HandlerCommand.Of(handler, this);
        return ReadAsync(
            null, command, (handler, destination), static async (reader, state, token) => await state.handler.StreamJson(state.destination, reader, token).ConfigureAwait(false), token,
            LingeringState.MayRemain(command.CommandText));
    }
}

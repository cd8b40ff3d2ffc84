using Marten.Engine.Linq.Explaining;
using Marten.Engine.Sessions;
using Marten.Linq;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>A look at the statement instead of its rows.</summary>
internal sealed partial class PreparedQuery<TRow>
{
    internal NpgsqlCommand CreateNamedCommand()
    {
        var command = CreateCommand();
        command.CommandText = RawSql.NameParameters(command.CommandText);
        for (var i = 0; i < command.Parameters.Count; i++) command.Parameters[i].ParameterName = $"p{i}";
        return command;
    }

    internal Task<Marten.Linq.QueryPlan> ExplainAsync(Action<IConfigureExplainExpressions>? configure, CancellationToken token)
    {
        return RunAsync(this, static async (reader, query, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            var explained = ExplainReader.Read(reader.GetString(0));
            explained.Command = query.CreateNamedCommand();
            return explained;
        }, token, ExplainOptions.Prefix(configure));
    }
}

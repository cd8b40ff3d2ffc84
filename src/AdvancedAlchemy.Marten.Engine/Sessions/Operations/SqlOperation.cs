using Marten.Engine.Documents;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Sessions;

/// <summary>SQL that the user queued.</summary>
internal sealed class SqlOperation(string sql, char placeholder, object?[] values) : EngineOperation
{
    public override Type DocumentType => typeof(SqlOperation);

    public override OperationRole Role() => OperationRole.Other;

    internal bool MayLinger { get; } = LingeringState.MayRemain(sql);

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        if (RawValues.Named(values) is { } named)
        {
            var with = new NpgsqlBatchCommand(sql);
            foreach (var parameter in named) with.Parameters.Add(parameter);
            return with;
        }

        var text = RawSql.Number(sql, placeholder, out var count);
        if (count != values.Length)
        {
            throw new InvalidOperationException($"Wrong number of parameter values to SQL '{sql}', got {values.Length} parameters");
        }

        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values) command.Parameters.Add(RawSql.Parameter(value));
        return command;
    }
}

using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Engine.Linq.Custom;

/// <summary>What a fragment wrote: its SQL with parameters from $1 on, and their values. Two are equal when their SQL is: then one plan serves both.</summary>
internal sealed class RenderedFragment : IEquatable<RenderedFragment>
{
    private RenderedFragment(string sql, NpgsqlParameter[] parameters)
    {
        Sql = sql;
        Parameters = parameters;
    }

    internal string Sql { get; }

    internal NpgsqlParameter[] Parameters { get; }

    /// <exception cref="BadLinqExpressionException">The fragment writes no condition of one command, or names its parameters.</exception>
    internal static RenderedFragment Of(ISqlFragment fragment, string tenantId)
    {
        using var batch = new NpgsqlBatch();
        var builder = new BatchBuilder(batch, tenantId);
        fragment.Apply(builder);
        builder.Finish();
        if (batch.BatchCommands is not [var command]) throw new BadLinqExpressionException($"{fragment.GetType().Name} has to write one condition, not {batch.BatchCommands.Count}");
        NpgsqlParameter[] parameters = [.. command.Parameters.Cast<NpgsqlParameter>()];
        if (parameters.Any(p => p.ParameterName.Length > 0))
        {
            throw new BadLinqExpressionException($"The parameters of {fragment.GetType().Name} have names: a condition of a Linq query has them by position");
        }

        return new RenderedFragment(command.CommandText, parameters);
    }

    public bool Equals(RenderedFragment? other) => other is not null && Sql == other.Sql && Parameters.Length == other.Parameters.Length;

    public override bool Equals(object? obj) => Equals(obj as RenderedFragment);

    public override int GetHashCode() => Sql.GetHashCode(StringComparison.Ordinal);
}

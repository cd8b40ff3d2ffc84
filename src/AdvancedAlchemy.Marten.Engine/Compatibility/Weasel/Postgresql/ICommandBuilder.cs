using Npgsql;
using NpgsqlTypes;

namespace Weasel.Postgresql;

/// <summary>Builds the SQL and the parameters of PostgreSQL commands.</summary>
public interface ICommandBuilder : Weasel.Core.ICommandBuilder
{
    NpgsqlParameter AppendParameter<T>(T value);

    NpgsqlParameter AppendParameter<T>(T value, NpgsqlDbType dbType);

    new NpgsqlParameter AppendParameter(object value);

    NpgsqlParameter AppendParameter(object? value, NpgsqlDbType? dbType);

    NpgsqlParameter[] AppendWithParameters(string text);

    NpgsqlParameter[] AppendWithParameters(string text, char placeholder);
}

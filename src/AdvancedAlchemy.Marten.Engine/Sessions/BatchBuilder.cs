using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql;

namespace Marten.Engine.Sessions;

/// <summary>Lets operations from outside add their commands to a batch.</summary>
internal sealed class BatchBuilder(NpgsqlBatch batch, string tenantId) : ICommandBuilder
{
    private readonly StringBuilder _text = new();
    private NpgsqlBatchCommand? _current;

    public string TenantId { get; set; } = tenantId;

    public string? LastParameterName { get; private set; }

    internal void Add(NpgsqlBatchCommand command)
    {
        Finish();
        batch.BatchCommands.Add(command);
    }

    /// <summary>Ends the last command.</summary>
    internal void Finish()
    {
        if (_current is null) return;
        _current.CommandText = _text.ToString();
        _text.Clear();
        if (_current.CommandText.Length > 0) batch.BatchCommands.Add(_current);
        _current = null;
    }

    public void StartNewCommand()
    {
        Finish();
        _current = new NpgsqlBatchCommand();
    }

    public void Append(string sql)
    {
        _current ??= new NpgsqlBatchCommand();
        _text.Append(sql);
    }

    public void Append(char character)
    {
        _current ??= new NpgsqlBatchCommand();
        _text.Append(character);
    }

    public NpgsqlParameter AppendParameter<T>(T value) => Append(typeof(T) == typeof(object) || value is null
        ? RawSql.Parameter(value)
        : new NpgsqlParameter<T> { TypedValue = value });

    public NpgsqlParameter AppendParameter<T>(T value, NpgsqlDbType dbType) => AppendParameter(value, (NpgsqlDbType?)dbType);

    public NpgsqlParameter AppendParameter(object value) => Append(RawSql.Parameter(value));

    public NpgsqlParameter AppendParameter(object? value, NpgsqlDbType? dbType)
    {
        var parameter = new NpgsqlParameter { Value = value ?? DBNull.Value };
        if (dbType is { } type) parameter.NpgsqlDbType = type;
        return Append(parameter);
    }

    DbParameter Weasel.Core.ICommandBuilder.AppendParameter(object value) => AppendParameter(value);

    public void AppendParameters(params object[] parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i > 0) Append(", ");
            AppendParameter(parameters[i]);
        }
    }

    public NpgsqlParameter[] AppendWithParameters(string text) => AppendWithParameters(text, '?');

    public NpgsqlParameter[] AppendWithParameters(string text, char placeholder)
    {
        _current ??= new NpgsqlBatchCommand();
        Append(RawSql.Number(text, placeholder, out var count, _current.Parameters.Count));
        var added = new NpgsqlParameter[count];
        for (var i = 0; i < count; i++) _current.Parameters.Add(added[i] = new NpgsqlParameter());
        return added;
    }

    public DbParameter[] AppendWithDbParameters(string text) => AppendWithParameters(text);

    public DbParameter[] AppendWithDbParameters(string text, char placeholder) => AppendWithParameters(text, placeholder);

    public void AddParameters(object parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var property in parameters.GetType().GetProperties()) AddNamed(property.Name, property.GetValue(parameters));
    }

    public void AddParameters(IDictionary<string, object?> parameters)
    {
        foreach (var (name, value) in parameters) AddNamed(name, value);
    }

    public void AddParameters<T>(IDictionary<string, T> parameters)
    {
        foreach (var (name, value) in parameters) AddNamed(name, value);
    }

    private void AddNamed(string name, object? value)
    {
        _current ??= new NpgsqlBatchCommand();
        var parameter = RawSql.Parameter(value);
        parameter.ParameterName = name;
        _current.Parameters.Add(parameter);
    }

    private NpgsqlParameter Append(NpgsqlParameter parameter)
    {
        _current ??= new NpgsqlBatchCommand();
        _current.Parameters.Add(parameter);
        LastParameterName = "$" + _current.Parameters.Count.ToString(CultureInfo.InvariantCulture);
        _text.Append(LastParameterName);
        return parameter;
    }
}

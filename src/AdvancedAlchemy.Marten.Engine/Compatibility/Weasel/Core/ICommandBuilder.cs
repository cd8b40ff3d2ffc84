using System.Data.Common;

namespace Weasel.Core;

/// <summary>Builds the SQL and the parameters of one or more commands.</summary>
public interface ICommandBuilder
{
    string TenantId { get; set; }

    string? LastParameterName { get; }

    void Append(string sql);

    void Append(char character);

    void AppendParameters(params object[] parameters);

    DbParameter AppendParameter(object value);

    DbParameter[] AppendWithDbParameters(string text);

    DbParameter[] AppendWithDbParameters(string text, char placeholder);

    void StartNewCommand();

    void AddParameters(object parameters);

    void AddParameters(IDictionary<string, object?> parameters);

    void AddParameters<T>(IDictionary<string, T> parameters);
}

using Npgsql;

namespace Marten.Exceptions;

/// <summary>The server or the connection failed while a command ran.</summary>
public class MartenCommandException : MartenException
{
    public const string MaybeLockedRowsMessage =
        "Postgresql timed out while trying to read data. This may be caused by trying to read locked rows";

    public MartenCommandException(NpgsqlCommand? command, Exception innerException) : this(command, innerException, null)
    {
    }

    public MartenCommandException(NpgsqlCommand? command, Exception innerException, string? prefix)
        : base(ToMessage(command, innerException, prefix), innerException)
    {
        Command = command;
    }

    public NpgsqlCommand? Command { get; }

    protected static string ToMessage(NpgsqlCommand? command, Exception innerException, string? prefix = null) =>
        $"Marten Command Failure:${Environment.NewLine}{prefix}{(prefix is null ? "" : Environment.NewLine)}"
        + $"{command?.CommandText}{(command is null ? "" : Environment.NewLine)}{Environment.NewLine}{innerException.Message}";
}

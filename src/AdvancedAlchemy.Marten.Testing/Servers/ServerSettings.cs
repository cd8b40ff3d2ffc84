using System.Globalization;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>The settings that every server of this package gets, as <c>-c name=value</c> words.</summary>
internal static class ServerSettings
{
    public static IEnumerable<string> Words(PostgresServerOptions options)
    {
        Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase)
        {
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
        };
        if (!options.IsDurable)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
        }

        foreach ((string name, string value) in options.Settings) settings[name] = value;
        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>The settings that every server of this package gets, as <c>-c name=value</c> words.</summary>
internal static class ServerSettings
{
    private const string Name = "cluster_name";

    /// <summary>What the server of a folder calls itself: all servers of a user have one password, so that being let in does not tell whose it is.</summary>
    public static string NameOf(PostgresServerOptions options, string folder) =>
        options.Settings.FirstOrDefault(s => string.Equals(s.Key, Name, StringComparison.OrdinalIgnoreCase)).Value
        ?? "aa-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];

    public static IEnumerable<string> Words(PostgresServerOptions options, string folder)
    {
        Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase)
        {
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
            [Name] = NameOf(options, folder),
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

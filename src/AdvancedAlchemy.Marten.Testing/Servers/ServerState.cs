using System.Text.Json;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>What a later start must know about a persistent folder: kept beside the data, readable by its owner only.</summary>
internal sealed record ServerState(string Password, PostgresSource Source, int Port)
{
    public static string FileIn(string folder) => Path.Combine(folder, "server.json");

    public static async Task<ServerState?> ReadAsync(string folder, CancellationToken token)
    {
        if (!File.Exists(FileIn(folder))) return null;
        string json = await File.ReadAllTextAsync(FileIn(folder), token).ConfigureAwait(false);
        return JsonSerializer.Deserialize<ServerState>(json);
    }

    public async Task WriteAsync(string folder, CancellationToken token)
    {
        string draft = FileIn(folder) + ".new";
        await PrivateFile.WriteAsync(draft, JsonSerializer.Serialize(this), token).ConfigureAwait(false);
        File.Move(draft, FileIn(folder), overwrite: true);
    }
}

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>Writes a file that only we can read.</summary>
internal static class PrivateFile
{
    public static async Task WriteAsync(string path, string text, CancellationToken token)
    {
        FileStreamOptions create = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using StreamWriter writer = new(path, create);
        await writer.WriteAsync(text.AsMemory(), token).ConfigureAwait(false);
    }
}

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>An exclusive lock between processes, held by an open file, so that the kernel frees it when the holder dies.</summary>
internal static class FileLock
{
    public static async Task<IDisposable> AcquireAsync(string path, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process holds it. The caller's token bounds the wait.
                await Task.Delay(TimeSpan.FromMilliseconds(20), token).ConfigureAwait(false);
            }
        }
    }
}

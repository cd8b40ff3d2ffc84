using AdvancedAlchemy.Marten.Testing.Processes;
using AdvancedAlchemy.Marten.Testing.Servers;

namespace AdvancedAlchemy.Marten.Testing.Sources;

/// <summary>The way by server binaries of this machine.</summary>
internal static class LocalBinaries
{
    public static async Task<RunningServer> StartAsync(PostgresServerOptions options, CancellationToken token)
    {
        List<string> failures = [];
        ServerAccount? account = null;
        foreach (string folder in BinaryFinder.Candidates(options))
        {
            account ??= await ServerAccount.ChooseAsync(token).ConfigureAwait(false);
            try
            {
                PostgresBinaries binaries = await PostgresBinaries.ProbeAsync(folder, account, token).ConfigureAwait(false);
                BinaryRecipe recipe = new(PostgresSource.LocalBinaries, binaries, account, options);
                return await new ServerLauncher(recipe, options).StartAsync(token).ConfigureAwait(false);
            }
            catch (WayClosedException e)
            {
                failures.Add(e.Message); // another version beside it may do
            }
        }

        if (failures.Count > 0) throw new WayClosedException(string.Join("; ", failures));
        throw new WayClosedException(options.BinDirectory is { } given
            ? $"there is no initdb and postgres in {given} (BinDirectory)"
            : "no initdb and postgres in PGBIN, on the PATH or in the usual installation folders");
    }
}

using AdvancedAlchemy.Marten.Testing.Processes;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>Starts a server by a recipe, on a free port, in a throwaway or a persistent folder.</summary>
internal sealed class ServerLauncher(IServerRecipe recipe, PostgresServerOptions options)
{
    private const int Attempts = 20;

    public Task<RunningServer> StartAsync(CancellationToken token) =>
        options.DataDirectory is { } folder ? StartPersistentAsync(folder, token) : StartThrowawayAsync(token);

    private async Task<RunningServer> StartThrowawayAsync(CancellationToken token)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            string folder = await ServerFolder.CreateTemporaryAsync(recipe.Account, token).ConfigureAwait(false);
            int port = FreePort.Next();
            // The watchdog comes before the data, so that a parent killed in between leaves no folder behind.
            IServerLease lease = await StartWatchdogAsync(recipe.Order(folder, port, persistent: false), token).ConfigureAwait(false);
            RunningServer? running = null;
            try
            {
                string password = await recipe.CreateDataAsync(ServerFolder.Data(folder), token).ConfigureAwait(false);
                running = await RunAsync(lease, folder, port, password, token).ConfigureAwait(false);
                if (running is not null) return running;
            }
            finally
            {
                if (running is null) await lease.DisposeAsync().ConfigureAwait(false);
            }
        }

        throw new WayClosedException($"{Attempts} ports in a row were taken by others");
    }

    private async Task<RunningServer> StartPersistentAsync(string path, CancellationToken token)
    {
        string folder = await ServerFolder.OpenAsync(path, recipe.Account, token).ConfigureAwait(false);
        using IDisposable turn = await FileLock.AcquireAsync(Path.Combine(folder, "start.lock"), token).ConfigureAwait(false);
        if (await JoinAsync(folder, token).ConfigureAwait(false) is { } joined) return joined;

        string data = ServerFolder.Data(folder);
        ServerState state = await PrepareDataAsync(folder, data, token).ConfigureAwait(false);
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            int port = FreePort.Next();
            await (state with { Port = port, Source = recipe.Source }).WriteAsync(folder, token).ConfigureAwait(false);
            IServerLease lease = await StartWatchdogAsync(recipe.Order(folder, port, persistent: true), token).ConfigureAwait(false);
            RunningServer? running = null;
            try
            {
                running = await RunAsync(lease, folder, port, state.Password, token).ConfigureAwait(false);
                if (running is not null) return running;
            }
            finally
            {
                if (running is null) await lease.DisposeAsync().ConfigureAwait(false);
            }
        }

        throw new WayClosedException($"{Attempts} ports in a row were taken by others");
    }

    private async Task<ServerState> PrepareDataAsync(string folder, string data, CancellationToken token)
    {
        ServerState? state = await ServerState.ReadAsync(folder, token).ConfigureAwait(false);
        if (state is not null && Directory.Exists(data))
        {
            recipe.CheckData(data);
            return state;
        }

        string draft = data + ".new";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        state = new ServerState(await recipe.CreateDataAsync(draft, token).ConfigureAwait(false), recipe.Source, Port: 0);
        await state.WriteAsync(folder, token).ConfigureAwait(false);
        if (Directory.Exists(draft)) Directory.Move(draft, data);
        return state;
    }

    private async Task<RunningServer?> JoinAsync(string folder, CancellationToken token)
    {
        if (await ServerState.ReadAsync(folder, token).ConfigureAwait(false) is not { Port: > 0 } state) return null;
        string server = Databases.ConnectionString(state.Port, state.Password, "postgres");
        IServerLease? lease = await ServerLeases.JoinAsync(folder, token).ConfigureAwait(false);
        Version? version = await Readiness.TryConnectAsync(server, name: null, token).ConfigureAwait(false);
        if (lease is not null && version is not null)
        {
            await Databases.EnsureAsync(server, options.DatabaseName, token).ConfigureAwait(false);
            return new RunningServer(Databases.On(server, options.DatabaseName), version, state.Source, lease);
        }

        if (lease is not null) await lease.DisposeAsync().ConfigureAwait(false);
        // It knows the folder's password, so it is this folder's server, but nobody watches over it any more.
        if (version is not null) await recipe.StopOrphanAsync(folder, token).ConfigureAwait(false);
        return null;
    }

    private static async Task<IServerLease> StartWatchdogAsync(WatchdogOrder order, CancellationToken token)
    {
        try
        {
            File.Delete(order.Log);
            return await ServerLeases.StartAsync(order, token).ConfigureAwait(false);
        }
        catch when (!order.Persistent)
        {
            Directory.Delete(order.Folder, recursive: true);
            throw;
        }
    }

    /// <summary>Lets the server go and waits for it; <see langword="null"/> when its port was taken by somebody faster.</summary>
    private async Task<RunningServer?> RunAsync(IServerLease lease, string folder, int port, string password, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(options.StartupTimeout);
        string server = Databases.ConnectionString(port, password, "postgres");
        string log = Path.Combine(folder, "server.log");
        lease.Go();
        try
        {
            Version? version = await Readiness.WaitAsync(server, ServerSettings.NameOf(options, folder), lease, limit.Token).ConfigureAwait(false);
            if (version is not null)
            {
                await Databases.EnsureAsync(server, options.DatabaseName, limit.Token).ConfigureAwait(false);
                return new RunningServer(Databases.On(server, options.DatabaseName), version, recipe.Source, lease);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            string said = ServerLog.Tail(await ServerLog.ReadAsync(log, token).ConfigureAwait(false));
            throw new WayClosedException($"the server was not ready within {options.StartupTimeout.TotalSeconds:0.#} s: {said}");
        }

        string text = await ServerLog.ReadAsync(log, token).ConfigureAwait(false);
        return ServerLog.SaysPortIsTaken(text) ? null : throw new WayClosedException($"the server ended at once: {ServerLog.Tail(text)}");
    }
}

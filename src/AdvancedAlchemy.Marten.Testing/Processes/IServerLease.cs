namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>One owner's hold on a running server. Disposing lets go and waits until the server has stopped, if it was the last.</summary>
internal interface IServerLease : IAsyncDisposable
{
    /// <summary>Whether the server is known to have ended by itself.</summary>
    bool ServerExited { get; }

    /// <summary>The folder is ready: start the server.</summary>
    void Go();

    /// <summary>Lets go at once, for the end of the process, where nothing can be awaited; waits a bounded time.</summary>
    void Abandon();
}

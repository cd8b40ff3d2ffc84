namespace MartenFacts.Events.Model;

/// <summary>What a session has in hand.</summary>
internal sealed class ModelSession(string tenant)
{
    internal string Tenant { get; } = tenant;

    internal List<ModelAction> Pending { get; } = [];

    internal List<int> Archives { get; } = [];

    internal Dictionary<int, ModelHandle> Handles { get; } = [];

    internal HashSet<int> Locks { get; } = [];

    /// <summary>Whether it may have a transaction open, which keeps others from emptying tables.</summary>
    internal bool IsOpen { get; set; }

    internal int Notes { get; set; }

    /// <summary>Whether its next save fails for a document's sake.</summary>
    internal bool IsPoisoned { get; set; }

    internal bool HasWork => Pending.Count > 0 || Archives.Count > 0 || Notes > 0 || IsPoisoned;

    internal ModelAction? Find(int stream) => Pending.Find(a => a.Stream == stream);

    internal void Forget()
    {
        Pending.Clear();
        Archives.Clear();
        Notes = 0;
        IsPoisoned = false;
    }

    /// <summary>The pending events of a handle's stream: those there are, or new ones that follow on its version.</summary>
    internal ModelAction Writing(int stream, ModelHandle handle)
    {
        if (handle.Action is { } current && Pending.Contains(current)) return current;
        if (handle.Action is { Saved: { } saved, Events.Count: > 0 }) handle.Starting = saved;
        var action = Find(stream);
        if (action is null) Pending.Add(action = new ModelAction(stream, starts: handle.Starting == 0, isTyped: true));
        action.Expected ??= handle.Starting;
        return handle.Action = action;
    }
}

namespace Marten.Engine.Events.Daemon;

/// <summary>The documents of a type and a tenant that were used last.</summary>
internal sealed class RecentDocuments(int limit)
{
    private readonly Dictionary<object, LinkedListNode<(object Id, object Document)>> _nodes = [];
    private readonly LinkedList<(object Id, object Document)> _byUse = [];

    internal object? Find(object id) => _nodes.TryGetValue(id, out var node) ? node.Value.Document : null;

    internal void Put(object id, object? document)
    {
        if (_nodes.Remove(id, out var old)) _byUse.Remove(old);
        if (document is null) return;
        _nodes.Add(id, _byUse.AddFirst((id, document)));
        if (_nodes.Count <= limit) return;
        _nodes.Remove(_byUse.Last!.Value.Id);
        _byUse.RemoveLast();
    }
}

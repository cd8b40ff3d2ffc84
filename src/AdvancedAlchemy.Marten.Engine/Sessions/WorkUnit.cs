using Marten.Engine.Documents;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>The operations that a session has queued, in the order in which they will run. Any thread may queue.</summary>
internal sealed class WorkUnit
{
    private readonly Lock _lock = new();
    private readonly List<IStorageOperation?> _operations = [];
    private readonly Dictionary<object, int> _writes = new(ReferenceEqualityComparer.Instance);
    private int _count;

    internal bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>The operations of this moment.</summary>
    internal IStorageOperation[] Operations
    {
        get
        {
            lock (_lock) return [.. _operations.OfType<IStorageOperation>()];
        }
    }

    /// <summary>Queues an operation; one on a document that is to be written already takes the place of the earlier one.</summary>
    internal void Add(IStorageOperation operation)
    {
        lock (_lock)
        {
            if (operation is IDocumentWrite write)
            {
                if (_writes.TryGetValue(write.Document, out var index))
                {
                    _operations[index] = operation;
                    return;
                }

                _writes.Add(write.Document, _operations.Count);
            }

            _operations.Add(operation);
            _count++;
        }
    }

    internal bool Writes(object document)
    {
        lock (_lock) return _writes.ContainsKey(document);
    }

    /// <summary>Takes back the writes of an id, of whatever instances.</summary>
    internal void RemoveWrites(DocumentStorage storage, string tenantId, object id)
    {
        lock (_lock)
        {
            if (_writes.Count == 0) return;
            for (var i = 0; i < _operations.Count; i++)
            {
                if (_operations[i] is EngineOperation { Storage: { } its } operation and IDocumentWrite write
                    && its == storage && write.Id.Equals(id) && (!storage.IsTenanted || write.TenantId == tenantId))
                {
                    RemoveAt(i, write.Document);
                }
            }
        }
    }

    internal void Eject(object document)
    {
        lock (_lock)
        {
            if (_writes.TryGetValue(document, out var index)) RemoveAt(index, document);
            for (var i = 0; i < _operations.Count; i++)
            {
                if (_operations[i] is IDeletion deletion && ReferenceEquals(deletion.Document, document))
                {
                    _operations[i] = null;
                    _count--;
                }
            }
        }
    }

    internal void EjectAll(Type documentType)
    {
        lock (_lock)
        {
            for (var i = 0; i < _operations.Count; i++)
            {
                if (_operations[i] is not { } operation) continue;
                var write = operation as IDocumentWrite;
                if (operation.DocumentType != documentType && !documentType.IsInstanceOfType(write?.Document)) continue;
                if (write is not null) _writes.Remove(write.Document);
                _operations[i] = null;
                _count--;
            }
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _operations.Clear();
            _writes.Clear();
            _count = 0;
        }
    }

    /// <summary>The operations of this moment, to come back to.</summary>
    internal State Capture()
    {
        lock (_lock) return new State([.. _operations], [.. _writes], _count);
    }

    internal void Restore(State state)
    {
        lock (_lock)
        {
            _operations.Clear();
            _operations.AddRange(state.Operations);
            _writes.Clear();
            foreach (var (document, index) in state.Writes) _writes.Add(document, index);
            _count = state.Count;
        }
    }

    private void RemoveAt(int index, object document)
    {
        _operations[index] = null;
        _writes.Remove(document);
        _count--;
    }

    internal sealed record State(IStorageOperation?[] Operations, KeyValuePair<object, int>[] Writes, int Count);
}

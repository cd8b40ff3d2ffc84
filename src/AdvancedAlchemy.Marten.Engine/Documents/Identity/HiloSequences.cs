using System.Collections.Concurrent;

namespace Marten.Engine.Documents;

/// <summary>The HiLo sequences of one database.</summary>
internal sealed class HiloSequences(EngineDatabase database)
{
    private readonly ConcurrentDictionary<string, HiloSequence> _sequences = new(StringComparer.Ordinal);

    /// <summary>Gives up the blocks that are reserved: their table is gone, and a new one begins at the first block again.</summary>
    internal void Forget() => _sequences.Clear();

    internal HiloSequence For(HiloDefinition definition) =>
        _sequences.GetOrAdd(definition.EntityName, static (_, state) => new HiloSequence(state.database, state.definition), (database, definition));
}

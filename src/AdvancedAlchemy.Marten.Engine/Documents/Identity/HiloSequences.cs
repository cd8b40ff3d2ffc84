using System.Collections.Concurrent;

namespace Marten.Engine.Documents;

/// <summary>The HiLo sequences of one database.</summary>
internal sealed class HiloSequences(EngineDatabase database)
{
    private readonly ConcurrentDictionary<string, HiloSequence> _sequences = new(StringComparer.Ordinal);

    internal HiloSequence For(HiloDefinition definition) =>
        _sequences.GetOrAdd(definition.EntityName, static (_, state) => new HiloSequence(state.database, state.definition), (database, definition));
}

namespace Marten.Engine.Events;

/// <summary>Sequences that an import was given: of many events, and mostly without gaps.</summary>
internal sealed class ReservedSequences
{
    private readonly List<(long First, long Last)> _ranges = [];

    internal void Add(long sequence)
    {
        if (_ranges.Count > 0 && _ranges[^1].Last + 1 == sequence) _ranges[^1] = (_ranges[^1].First, sequence);
        else _ranges.Add((sequence, sequence));
    }

    internal IEnumerable<long> All
    {
        get
        {
            foreach (var (first, last) in _ranges)
            {
                for (var sequence = first; sequence <= last; sequence++) yield return sequence;
            }
        }
    }
}

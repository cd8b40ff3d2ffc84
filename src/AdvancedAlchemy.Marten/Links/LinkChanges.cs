namespace AdvancedAlchemy.Marten;

/// <summary>What a change of a list of links has changed.</summary>
/// <typeparam name="TId">The type of the ids.</typeparam>
/// <param name="Attached">The ids that were added, in order.</param>
/// <param name="Detached">The ids that were taken out, in order.</param>
public readonly record struct LinkChanges<TId>(IReadOnlyList<TId> Attached, IReadOnlyList<TId> Detached)
{
    /// <summary>Whether the list is other than before.</summary>
    public bool Any => Attached.Count > 0 || Detached.Count > 0;
}

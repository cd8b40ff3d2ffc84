namespace AdvancedAlchemy.Marten.Conformance.Documents;

/// <summary>Ids that a caller brings along, each once.</summary>
public static class OwnIds
{
    private static long _last = 1_000_000_000;

    public static TId Next<TId>() where TId : notnull
    {
        if (typeof(TId) == typeof(long)) return (TId)(object)Interlocked.Increment(ref _last);
        if (typeof(TId) == typeof(Guid)) return (TId)(object)Guid.NewGuid();
        if (typeof(TId) == typeof(string)) return (TId)(object)$"own-{Interlocked.Increment(ref _last)}";
        return (TId)Activator.CreateInstance(typeof(TId), Guid.NewGuid())!;
    }
}

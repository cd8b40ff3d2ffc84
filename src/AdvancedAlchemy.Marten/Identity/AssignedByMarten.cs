namespace AdvancedAlchemy.Marten;

/// <summary>Makes no ids: Marten assigns them from its HiLo sequence in <c>Store</c> and <c>Insert</c>.</summary>
public readonly struct AssignedByMarten : IIdGenerator<long>, IIdGenerator<int>
{
    /// <summary>Returns 0, which Marten takes for unset.</summary>
    /// <returns>Always 0.</returns>
    public static long NewId() => 0;

    static int IIdGenerator<int>.NewId() => 0;
}

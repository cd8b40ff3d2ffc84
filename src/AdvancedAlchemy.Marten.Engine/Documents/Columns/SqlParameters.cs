namespace Marten.Engine.Documents;

/// <summary>Counts the positional parameters of a statement while it is built.</summary>
internal sealed class SqlParameters
{
    private int _count;

    internal int Next() => ++_count;
}

using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace Marten.Engine.Sessions;

/// <summary>Puts neighbouring writes of one kind into one statement. The order of operations stays as it is.</summary>
internal static class WriteGrouping
{
    // Below this, the arrays cost more than the parsing they save.
    private const int Least = 4;

    internal static IReadOnlyList<IStorageOperation> Group(IReadOnlyList<IStorageOperation> operations, SessionCore core, int most)
    {
        if (operations.Count < Least) return operations;
        List<IStorageOperation>? grouped = null;
        for (var start = 0; start < operations.Count;)
        {
            var count = RunLength(operations, start, core, most);
            var group = count >= Least ? ((IGroupable)operations[start]).Group(core, operations, start, count) : null;
            if (group is not null && grouped is null)
            {
                grouped = new List<IStorageOperation>(operations.Count - count + 1);
                grouped.AddRange(operations.Take(start));
            }

            if (group is not null) grouped!.Add(group);
            else grouped?.AddRange(operations.Skip(start).Take(count));
            start += count;
        }

        return grouped ?? operations;
    }

    private static int RunLength(IReadOnlyList<IStorageOperation> operations, int start, SessionCore core, int most)
    {
        if ((operations[start] as IGroupable)?.GroupKey(core) is not { } key) return 1;
        var end = start + 1;
        while (end < operations.Count && end - start < most && (operations[end] as IGroupable)?.GroupKey(core) is { } next && next.Equals(key)) end++;
        return end - start;
    }
}

using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace Marten.Engine.Sessions;

/// <summary>
/// Operations from outside that only read, and only to explain why a save was turned down: they say so by <c>[ReadOnly(true)]</c> and
/// <c>[Category("Failures")]</c>, and are executed after the others if there is anything to explain.
/// </summary>
internal static class SaveReports
{
    private static readonly ConcurrentDictionary<Type, bool> Types = new();

    internal static (IReadOnlyList<IStorageOperation> Operations, IReadOnlyList<IStorageOperation>? Reports) Split(IReadOnlyList<IStorageOperation> operations)
    {
        for (var i = 0; i < operations.Count; i++)
        {
            if (IsReport(operations[i])) return ([.. operations.Where(o => !IsReport(o))], [.. operations.Where(IsReport)]);
        }

        return (operations, null);
    }

    private static bool IsReport(IStorageOperation operation) => operation is not EngineOperation && Types.GetOrAdd(operation.GetType(), static type =>
        type.GetCustomAttribute<ReadOnlyAttribute>() is { IsReadOnly: true } && type.GetCustomAttribute<CategoryAttribute>() is { Category: "Failures" });
}

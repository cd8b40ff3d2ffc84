namespace Marten.Engine.Events.Aggregation;

/// <summary>Makes one kind of result of what handlers may return.</summary>
internal static class Returned
{
    internal static ValueTask<T?> Value<T>(T? value) => new(value);

    internal static ValueTask<T?> Later<T, TActual>(Task<TActual> task) where TActual : T? =>
        task is Task<T?> same ? new ValueTask<T?>(same) : new ValueTask<T?>(ConvertAsync<T, TActual>(task));

    internal static ValueTask<T?> LaterValue<T, TActual>(ValueTask<TActual> task) where TActual : T? => Later<T, TActual>(task.AsTask());

    internal static ValueTask<T?> After<T>(Task task, T? value) => task.IsCompletedSuccessfully ? new ValueTask<T?>(value) : new ValueTask<T?>(WaitAsync(task, value));

    internal static ValueTask<T?> AfterValue<T>(ValueTask task, T? value) => After(task.AsTask(), value);

    private static async Task<T?> ConvertAsync<T, TActual>(Task<TActual> task) where TActual : T? => await task.ConfigureAwait(false);

    private static async Task<T?> WaitAsync<T>(Task task, T? value)
    {
        await task.ConfigureAwait(false);
        return value;
    }
}

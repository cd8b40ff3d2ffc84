namespace Marten.Engine.Events.Daemon;

/// <summary>Tells the daemons of this process that this process has appended events, so that they need not wait for their next look.</summary>
internal sealed class AppendSignal
{
    private Action? _appended;

    internal void Subscribe(Action appended) => Change(current => current + appended);

    internal void Unsubscribe(Action appended) => Change(current => current - appended);

    internal void Appended() => Volatile.Read(ref _appended)?.Invoke();

    private void Change(Func<Action?, Action?> change)
    {
        for (var current = Volatile.Read(ref _appended); ;)
        {
            var found = Interlocked.CompareExchange(ref _appended, change(current), current);
            if (ReferenceEquals(found, current)) return;
            current = found;
        }
    }
}

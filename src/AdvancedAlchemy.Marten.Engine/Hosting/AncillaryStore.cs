using System.Reflection;

namespace Marten.Engine.Hosting;

/// <summary>
/// Implements a store interface of the user's by forwarding every call to a document store. Sessions are opened through it, nothing hot runs through it.
/// </summary>
internal class AncillaryStore : DispatchProxy
{
    internal DocumentStore Store { get; private set; } = null!;

    internal static T Create<T>(DocumentStore store) where T : class, IDocumentStore
    {
        var proxy = Create<T, AncillaryStore>();
        ((AncillaryStore)(object)proxy).Store = store;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Invoke(Store, BindingFlags.DoNotWrapExceptions, null, args, null);
}

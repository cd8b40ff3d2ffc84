using System.Collections.ObjectModel;

namespace Marten.Engine.Sessions;

/// <summary>The listeners of a session: the store's first, then its own; more can be added at any time.</summary>
internal sealed class SessionListeners(SessionCore core, IEnumerable<IDocumentSessionListener> listeners)
    : Collection<IDocumentSessionListener>([.. listeners])
{
    protected override void InsertItem(int index, IDocumentSessionListener item)
    {
        base.InsertItem(index, item);
        core.ListenersChanged();
    }

    protected override void RemoveItem(int index)
    {
        base.RemoveItem(index);
        core.ListenersChanged();
    }

    protected override void SetItem(int index, IDocumentSessionListener item)
    {
        base.SetItem(index, item);
        core.ListenersChanged();
    }

    protected override void ClearItems()
    {
        base.ClearItems();
        core.ListenersChanged();
    }
}

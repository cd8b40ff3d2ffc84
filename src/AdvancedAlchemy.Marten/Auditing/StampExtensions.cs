using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Saving without stamps.</summary>
public static class StampExtensions
{
    /// <summary>Leaves the audit stamps alone in all saves of the session until the returned scope is disposed.</summary>
    /// <remarks>For corrections that are nobody's business, and for imports that bring their own stamps. Scopes may be nested.</remarks>
    /// <param name="session">The session whose saves are meant.</param>
    /// <returns>Dispose it to have saves stamped again.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    public static IDisposable WithoutStamps(this IDocumentSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new Scope(SessionState.Of(session));
    }

    private sealed class Scope : IDisposable
    {
        private SessionState? _state;

        public Scope(SessionState state)
        {
            _state = state;
            state.WithoutStamps++;
        }

        public void Dispose()
        {
            if (_state is null) return;
            _state.WithoutStamps--;
            _state = null;
        }
    }
}

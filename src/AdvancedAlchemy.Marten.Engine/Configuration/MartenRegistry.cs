using Marten.Schema;

namespace Marten;

/// <summary>Configuration of document types, alone or as part of a store's options.</summary>
public partial class MartenRegistry
{
    private readonly List<(Type Type, Action<DocumentMapping> Alter)> _alterations = [];
    private readonly List<(Type Type, Action<DocumentMapping> Alter)> _live = [];

    protected MartenRegistry()
    {
    }

    internal IEnumerable<Type> ConfiguredTypes => _alterations.Select(a => a.Type).Distinct();

    public DocumentMappingExpression<T> For<T>() => new(this);

    public void Include<T>() where T : MartenRegistry, new() => Include(new T());

    public void Include(MartenRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _alterations.AddRange(registry._alterations);
        _live.AddRange(registry._live);
    }

    internal IEnumerable<Action<DocumentMapping>> AlterationsFor(Type type) => _live.Concat(_alterations).Where(a => a.Type == type).Select(a => a.Alter).ToArray();

    internal void Alter(Type type, Action<DocumentMapping> alter) => _alterations.Add((type, alter));

    /// <summary>Configures a type without making it a document.</summary>
    internal void AlterIfStored(Type type, Action<DocumentMapping> alter) => _live.Add((type, alter));

    /// <summary>Configures a type that is not stored, unless it is stored besides.</summary>
    internal DocumentMappingExpression<T> ForLive<T>() => new(this, isLive: true);

    private void Alter(Type type, Action<DocumentMapping> alter, bool isLive) => (isLive ? _live : _alterations).Add((type, alter));
}

using Marten.Schema;

namespace Marten;

/// <summary>Configuration of document types, alone or as part of a store's options.</summary>
public partial class MartenRegistry
{
    private readonly List<(Type Type, Action<DocumentMapping> Alter)> _alterations = [];

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
    }

    internal IEnumerable<Action<DocumentMapping>> AlterationsFor(Type type) => _alterations.Where(a => a.Type == type).Select(a => a.Alter).ToArray();

    private void Alter(Type type, Action<DocumentMapping> alter) => _alterations.Add((type, alter));
}

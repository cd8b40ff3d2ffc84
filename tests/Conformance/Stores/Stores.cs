using AdvancedAlchemy.Marten.Conformance.Documents;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>The stores of one kind of id: with and without tenants, with and without soft deletion, each in a schema of its own.</summary>
public sealed class Stores<TPaper, TTopic, TId>(PostgresFixture postgres) : IAsyncDisposable
    where TPaper : class, IPaper<TPaper, TId>, new()
    where TTopic : class, ITopic<TId>, new()
    where TId : notnull
{
    private readonly Dictionary<(bool, bool), DocumentStore> _stores = [];

    public TestClock Clock { get; } = new();

    public DocumentStore Of(bool isTenanted, bool isSoftDeleted)
    {
        if (_stores.TryGetValue((isTenanted, isSoftDeleted), out var store)) return store;
        return _stores[(isTenanted, isSoftDeleted)] = DocumentStore.For(o =>
        {
            o.Connection(postgres.DataSource);
            o.DatabaseSchemaName = $"{typeof(TPaper).Name.ToLowerInvariant()}{(isTenanted ? "_tenanted" : "")}{(isSoftDeleted ? "_soft" : "")}";
            o.UseAdvancedAlchemy(a => a.TimeProvider = Clock);
            o.Schema.For<TPaper>().LinksTo<TPaper, TTopic>(Lists.Member<TPaper>(nameof(IPaper<,>.TopicIds)), OnDelete.Cascade);
            o.Schema.For<TPaper>().LinksTo<TPaper, TTopic>(Lists.Member<TPaper>(nameof(IPaper<,>.SourceIds)));
            if (isTenanted) o.Policies.AllDocumentsAreMultiTenanted();
            if (isSoftDeleted) o.Policies.AllDocumentsSoftDeleted();
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values)
        {
            await using var drop = postgres.DataSource.CreateCommand($"set client_min_messages = error; drop schema if exists {store.Options.DatabaseSchemaName} cascade");
            await drop.ExecuteNonQueryAsync();
            await store.DisposeAsync();
        }
    }
}

using JasperFx.Events;

namespace Marten.Engine.Configuration;

/// <summary>The names of a store's tables.</summary>
internal sealed class DocumentSchemaResolver(StoreOptions options) : IDocumentSchemaResolver
{
    public string DatabaseSchemaName => options.DatabaseSchemaName;

    public string EventsSchemaName => options.EventGraph.DatabaseSchemaName;

    public string For<TDocument>(bool qualified = true) => For(typeof(TDocument), qualified);

    public string For(Type documentType, bool qualified = true)
    {
        ArgumentNullException.ThrowIfNull(documentType);
        var table = options.Mappings.For(documentType).TableName;
        return qualified ? table.QualifiedName : table.Name;
    }

    public string ForEvents(bool qualified = true) => OfEvents("mt_events", qualified);

    public string ForStreams(bool qualified = true) => OfEvents("mt_streams", qualified);

    public string ForEventProgression(bool qualified = true) => OfEvents("mt_event_progression", qualified);

    private string OfEvents(string table, bool qualified) => qualified ? new StoredObjectName(EventsSchemaName, table).QualifiedName : table;
}

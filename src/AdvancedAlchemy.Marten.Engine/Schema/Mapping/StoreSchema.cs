using Marten.Engine.Documents;
using Marten.Engine.Events;
using Marten.Schema;

namespace Marten.Engine.Schema;

/// <summary>The database objects that a store's configuration asks for.</summary>
internal static class StoreSchema
{
    /// <summary>Those of all types that are registered or were used.</summary>
    internal static IReadOnlyList<SchemaObject> All(StoreOptions options)
    {
        var mappings = options.Mappings.All;
        var objects = new List<SchemaObject>();
        if (mappings.Count > 0) objects.AddRange(StandardObjects.Functions(options.DatabaseSchemaName));
        if (mappings.Any(StorageFactory.UsesHilo)) objects.AddRange(StandardObjects.HiLo(options.DatabaseSchemaName));
        var seen = new HashSet<DocumentMapping>();
        foreach (var mapping in mappings) AddTables(options, mapping, seen, objects);
        if (options.EventGraph.IsActive) objects.AddRange(EventSchema.For(options.EventGraph));
        return objects;
    }

    /// <summary>Those of one type, with the tables that its foreign keys refer to.</summary>
    internal static IReadOnlyList<SchemaObject> For(StoreOptions options, DocumentMapping mapping)
    {
        var objects = new List<SchemaObject>(StandardObjects.Functions(options.DatabaseSchemaName));
        if (StorageFactory.UsesHilo(mapping)) objects.AddRange(StandardObjects.HiLo(options.DatabaseSchemaName));
        AddTables(options, mapping, [], objects);
        return objects;
    }

    private static void AddTables(StoreOptions options, DocumentMapping mapping, HashSet<DocumentMapping> seen, List<SchemaObject> objects)
    {
        if (!seen.Add(mapping)) return;
        foreach (var key in mapping.ForeignKeys.OfType<DocumentForeignKey>())
        {
            AddTables(options, options.Mappings.For(key.ReferenceDocumentType), seen, objects);
        }

        objects.Add(DocumentTable.For(mapping));
    }
}

using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten.Events;
using Marten.Schema;
using Weasel.Core;

namespace Marten;

/// <summary>The settings of a store, read only.</summary>
public interface IReadOnlyStoreOptions
{
    IReadOnlyAdvancedOptions Advanced { get; }

    IReadOnlyLinqParsing Linq { get; }

    IReadOnlyEventStoreOptions Events { get; }

    /// <summary>The names of the tables, for SQL that is written by hand.</summary>
    IDocumentSchemaResolver Schema { get; }

    EnumStorage EnumStorage { get; }

    int UpdateBatchSize { get; }

    int NameDataLength { get; }

    string DatabaseSchemaName { get; set; }

    TenantIdStyle TenantIdStyle { get; set; }

    ISerializer Serializer();

    IMartenLogger Logger();

    IReadOnlyList<IDocumentType> AllKnownDocumentTypes();

    IDocumentType FindOrResolveDocumentType(Type documentType);

    void AssertDocumentTypeIsSoftDeleted(Type documentType);
}

using System.Reflection;
using JasperFx.MultiTenancy;
using Marten.Linq.Members;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>How the documents of one type are stored, read only.</summary>
public interface IDocumentType
{
    Type DocumentType { get; }

    string Alias { get; set; }

    string DatabaseSchemaName { get; set; }

    DbObjectName TableName { get; }

    MemberInfo? IdMember { get; }

    Type? IdType { get; }

    TenancyStyle TenancyStyle { get; }

    bool UseOptimisticConcurrency { get; }

    DocumentMetadataCollection Metadata { get; }

    IList<IndexDefinition> Indexes { get; }

    IList<ForeignKey> ForeignKeys { get; }

    IReadOnlyList<DuplicatedField> DuplicatedFields { get; }

    Casing Casing { get; }

    EnumStorage EnumStorage { get; }

    SubClasses SubClasses { get; }

    IEnumerable<DocumentIndex> IndexesFor(string column);

    bool IsHierarchy();

    string AliasFor(Type subclassType);

    Type TypeFor(string alias);
}

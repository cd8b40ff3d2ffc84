using System.Reflection;
using JasperFx;
using JasperFx.Metadata;
using JasperFx.MultiTenancy;
using Marten.Engine.Configuration;
using Marten.Engine.Members;
using Marten.Linq.Members;
using Weasel.Core;
using Weasel.Core.Sequences;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>How the documents of one type are stored.</summary>
public partial class DocumentMapping : IDocumentType
{
    private readonly List<DuplicatedField> _duplicated = [];
    private string? _alias;
    private string? _databaseSchemaName;
    private MemberInfo? _idMember;
    private bool _idMemberSought;
    private bool _useNumericRevisions;
    private bool _useOptimisticConcurrency;
    private TenancyStyle? _tenancyStyle;
    private DeleteStyle _deleteStyle = DeleteStyle.Remove;
    private HiloSettings? _hiloSettings;

    public DocumentMapping(Type documentType, StoreOptions storeOptions)
    {
        ArgumentNullException.ThrowIfNull(documentType);
        ArgumentNullException.ThrowIfNull(storeOptions);
        DocumentType = documentType;
        StoreOptions = storeOptions;
        Metadata = new DocumentMetadataCollection(this);
        SubClasses = new SubClasses(this, storeOptions);
        ApplyMarkerInterfaces();
        ApplyAttributes();
    }

    public Type DocumentType { get; }

    public DocumentMetadataCollection Metadata { get; }

    public IList<IndexDefinition> Indexes { get; } = [];

    public IList<ForeignKey> ForeignKeys { get; } = [];

    public IList<string> IgnoredIndexes { get; } = [];

    public IReadOnlyList<DuplicatedField> DuplicatedFields => _duplicated;

    /// <summary>The document's name in the database: its table is <c>mt_doc_{alias}</c>.</summary>
    public string Alias
    {
        get => _alias ??= DocumentAliases.For(DocumentType);
        set => _alias = value.ToLowerInvariant();
    }

    public string DatabaseSchemaName
    {
        get => _databaseSchemaName ?? StoreOptions.DatabaseSchemaName;
        set => _databaseSchemaName = value.ToLowerInvariant();
    }

    public virtual DbObjectName TableName => new StoredObjectName(DatabaseSchemaName, "mt_doc_" + Alias);

    public MemberInfo? IdMember
    {
        get
        {
            if (!_idMemberSought)
            {
                _idMember ??= FindIdMember(DocumentType);
                _idMemberSought = true;
            }

            return _idMember;
        }

        set
        {
            _idMember = value;
            _idMemberSought = value is not null;
        }
    }

    public Type? IdType => IdMember is { } member ? MemberResolver.MemberType(member) : null;

    public DeleteStyle DeleteStyle
    {
        get => _deleteStyle;
        set
        {
            _deleteStyle = value;
            Metadata.IsSoftDeleted.Enabled = Metadata.SoftDeletedAt.Enabled = value == DeleteStyle.SoftDelete;
        }
    }

    public TenancyStyle TenancyStyle
    {
        get => _tenancyStyle ?? TenancyStyle.Single;
        set
        {
            _tenancyStyle = value;
            Metadata.TenantId.Enabled = value == TenancyStyle.Conjoined;
        }
    }

    public bool UseOptimisticConcurrency
    {
        get => _useOptimisticConcurrency;
        set
        {
            _useOptimisticConcurrency = value;
            if (!value) return;
            _useNumericRevisions = false;
            Metadata.Version.Enabled = true;
            Metadata.Revision.Enabled = false;
        }
    }

    public bool UseNumericRevisions
    {
        get => _useNumericRevisions;
        set
        {
            _useNumericRevisions = value;
            Metadata.Revision.Enabled = value;
            Metadata.Version.Enabled = !value;
            if (value) _useOptimisticConcurrency = false;
        }
    }

    public HiloSettings HiloSettings
    {
        get => _hiloSettings ?? StoreOptions.Advanced.HiloSequenceDefaults;
        set => _hiloSettings = value;
    }

    public EnumStorage EnumStorage => StoreOptions.Serializer().EnumStorage;

    public Casing Casing => StoreOptions.Serializer().Casing;

    internal StoreOptions StoreOptions { get; }

    internal bool PartitionBySoftDelete { get; set; }

    internal bool UsesIdentityKey { get; set; }

    /// <summary>Whether documents are the states of streams, and their revisions the versions of these.</summary>
    internal bool FollowsStream { get; private set; }

    /// <summary>Whether tenancy was decided for this type alone, so that a policy for all must not change it.</summary>
    internal bool TenancyIsDecided => _tenancyStyle is not null;

    internal MemberResolver Members => StoreOptions.Members;

    public static MemberInfo? FindIdMember(Type documentType)
    {
        ArgumentNullException.ThrowIfNull(documentType);
        var members = documentType.GetMembers(BindingFlags.Instance | BindingFlags.Public)
            .Where(m => m is PropertyInfo { GetMethod: not null } p && p.GetIndexParameters().Length == 0 || m is FieldInfo)
            .ToArray();
        return members.FirstOrDefault(m => m.IsDefined(typeof(IdentityAttribute), true))
            ?? members.FirstOrDefault(m => m.Name == "Id")
            ?? members.FirstOrDefault(m => string.Equals(m.Name, "id", StringComparison.OrdinalIgnoreCase));
    }

    public void IgnoreIndex(string indexName) => IgnoredIndexes.Add(indexName);

    internal void FollowStream()
    {
        FollowsStream = true;
        UseNumericRevisions = true;
    }

    public override string ToString() => $"Storage for {DocumentType}, Table: {TableName}";

    private void ApplyMarkerInterfaces()
    {
        if (typeof(IRevisioned).IsAssignableFrom(DocumentType)) MapRevision(typeof(IRevisioned));
        else if (typeof(ILongVersioned).IsAssignableFrom(DocumentType)) MapRevision(typeof(ILongVersioned));

        if (typeof(IVersioned).IsAssignableFrom(DocumentType))
        {
            UseOptimisticConcurrency = true;
            Metadata.Version.Member = MemberOf(nameof(IVersioned.Version));
        }

        if (typeof(ISoftDeleted).IsAssignableFrom(DocumentType))
        {
            DeleteStyle = DeleteStyle.SoftDelete;
            Metadata.IsSoftDeleted.Member = MemberOf(nameof(ISoftDeleted.Deleted));
            Metadata.SoftDeletedAt.Member = MemberOf(nameof(ISoftDeleted.DeletedAt));
        }

        if (typeof(ITracked).IsAssignableFrom(DocumentType))
        {
            Metadata.CorrelationId.Enabled = Metadata.CausationId.Enabled = Metadata.LastModifiedBy.Enabled = true;
            Metadata.CorrelationId.Member = MemberOf(nameof(ITracked.CorrelationId));
            Metadata.CausationId.Member = MemberOf(nameof(ITracked.CausationId));
            Metadata.LastModifiedBy.Member = MemberOf(nameof(ITracked.LastModifiedBy));
        }

        if (typeof(Marten.Metadata.ITenanted).IsAssignableFrom(DocumentType))
        {
            TenancyStyle = TenancyStyle.Conjoined;
            Metadata.TenantId.Member = MemberOf(nameof(IHasTenantId.TenantId));
        }
    }

    private void MapRevision(Type marker)
    {
        if (MemberOf("Version") is { } member) Metadata.Revision.Member = member;
        else UseNumericRevisions = true;
        if (marker == typeof(IRevisioned)) Metadata.Revision.Type = "integer";
    }

    // Null when the interface is implemented explicitly: the column is there, no member shows it.
    private PropertyInfo? MemberOf(string name) => DocumentType.GetProperty(name, BindingFlags.Instance | BindingFlags.Public);

    private void ApplyAttributes()
    {
        foreach (var attribute in DocumentType.GetCustomAttributes<MartenAttribute>(true)) attribute.Modify(this);
        foreach (var member in DocumentType.GetMembers(BindingFlags.Instance | BindingFlags.Public))
        {
            if (member is not (PropertyInfo or FieldInfo)) continue;
            foreach (var attribute in member.GetCustomAttributes<MartenAttribute>(true)) attribute.Modify(this, member);
        }
    }
}

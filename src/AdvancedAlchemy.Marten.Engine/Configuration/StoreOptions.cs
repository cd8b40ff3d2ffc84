using Marten.Engine.Schema;
using System.Text.Json;
using JasperFx;
using JasperFx.MultiTenancy;
using Marten.Engine.Configuration;
using Marten.Engine.Members;
using Marten.Engine.Serialization;
using Marten.Events;
using Marten.Events.Projections;
using Marten.Schema;
using Marten.Services;
using Npgsql;
using Weasel.Core;

namespace Marten;

/// <summary>The settings of a document store.</summary>
public partial class StoreOptions : IReadOnlyStoreOptions
{
    /// <summary>Seconds.</summary>
    public const int DefaultTimeout = 5;

    public readonly MartenRegistry Schema;

    JasperFx.Events.IDocumentSchemaResolver IReadOnlyStoreOptions.Schema => new DocumentSchemaResolver(this);

    private readonly Lazy<MemberResolver> _members;
    private ISerializer? _serializer;
    private IMartenLogger _logger = NulloMartenLogger.Instance;
    private string _databaseSchemaName = "public";

    public StoreOptions()
    {
        Schema = new StoreRegistry();
        Advanced = new AdvancedOptions(this);
        Policies = new PoliciesExpression(this);
        Mappings = new DocumentMappings(this);
        EventGraph = new EventGraph(this);
        Projections = new ProjectionOptions(this);
        _members = new Lazy<MemberResolver>(() => new MemberResolver(
            new JsonNames(Serializer()),
            new ScalarTypes(Serializer().EnumStorage, Advanced.DuplicatedFieldEnumStorage),
            Identifier.Quote(DatabaseSchemaName)));
    }

    public AdvancedOptions Advanced { get; }

    IReadOnlyAdvancedOptions IReadOnlyStoreOptions.Advanced => Advanced;

    public PoliciesExpression Policies { get; }

    /// <summary>What Linq queries understand besides what Marten knows.</summary>
    public LinqParsing Linq { get; } = new();

    IReadOnlyLinqParsing IReadOnlyStoreOptions.Linq => Linq;

    /// <summary>The settings of the event store.</summary>
    public IEventStoreOptions Events => EventGraph;

    IReadOnlyEventStoreOptions IReadOnlyStoreOptions.Events => EventGraph;

    /// <summary>What is made of events.</summary>
    public ProjectionOptions Projections { get; }

    internal EventGraph EventGraph { get; }

    public List<IDocumentSessionListener> Listeners { get; } = [];

    /// <summary>How far the store may go in changing the database. The default is CreateOrUpdate.</summary>
    public AutoCreate AutoCreateSchemaObjects { get; set; } = AutoCreate.CreateOrUpdate;

    public string DatabaseSchemaName
    {
        get => _databaseSchemaName;
        set => _databaseSchemaName = value.ToLowerInvariant();
    }

    public string StoreName { get; set; } = "Main";

    /// <summary>Seconds that a command may take. The default is 30.</summary>
    public int CommandTimeout { get; set; } = 30;

    /// <summary>NAMEDATALEN of the server: names may be one byte shorter. The default is 64.</summary>
    public int NameDataLength { get; set; } = 64;

    /// <summary>Commands sent in one round trip of a save. The default is 500.</summary>
    public int UpdateBatchSize { get; set; } = 500;

    /// <summary>Key of the advisory lock under which the database is changed. The default is 4004.</summary>
    public int ApplyChangesLockId { get; set; } = 4004;

    public TenantIdStyle TenantIdStyle { get; set; } = TenantIdStyle.CaseSensitive;

    public EnumStorage EnumStorage => Serializer().EnumStorage;

    internal DocumentMappings Mappings { get; }

    /// <summary>The loggers of the host that the store is built for; null without one.</summary>
    internal Microsoft.Extensions.Logging.ILoggerFactory? HostLoggers { get; set; }

    internal MemberResolver Members => _members.Value;

    internal StoreConnection? ConfiguredConnection { get; private set; }

    /// <summary>The container of the host that builds the store; null where there is none.</summary>
    internal IServiceProvider? Services { get; set; }

    internal List<IDocumentPolicy> DocumentPolicies { get; } = [];

    public void Connection(string connectionString) => ConfiguredConnection = StoreConnection.Owned(connectionString, this);

    public void Connection(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ConfiguredConnection = StoreConnection.Foreign(dataSource);
    }

    public void ConfigureNpgsqlDataSourceBuilder(Action<NpgsqlDataSourceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        DataSourceConfigurations.Add(configure);
    }

    public ISerializer Serializer() => _serializer ??= new SystemTextJsonSerializer();

    public void Serializer(ISerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        _serializer = serializer;
    }

    public void Serializer<T>() where T : ISerializer, new() => _serializer = new T();

    public void UseSystemTextJsonForSerialization(
        EnumStorage enumStorage = EnumStorage.AsInteger, Casing casing = Casing.Default, Action<JsonSerializerOptions>? configure = null) =>
        UseSystemTextJsonForSerialization(null, enumStorage, casing, configure);

    public void UseSystemTextJsonForSerialization(
        JsonSerializerOptions? options,
        EnumStorage enumStorage = EnumStorage.AsInteger,
        Casing casing = Casing.Default,
        Action<JsonSerializerOptions>? configure = null)
    {
        var serializer = new SystemTextJsonSerializer(options) { EnumStorage = enumStorage, Casing = casing };
        if (configure is not null) serializer.Configure(configure);
        _serializer = serializer;
    }

    public IMartenLogger Logger() => _logger;

    public void Logger(IMartenLogger logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        _logger = logger;
    }

    public void RegisterDocumentType<T>() => Mappings.Register(typeof(T));

    public void RegisterDocumentType(Type documentType) => Mappings.Register(documentType);

    public void RegisterDocumentTypes(IEnumerable<Type> documentTypes)
    {
        foreach (var type in documentTypes) Mappings.Register(type);
    }

    IReadOnlyList<IDocumentType> IReadOnlyStoreOptions.AllKnownDocumentTypes() => Mappings.All;

    IDocumentType IReadOnlyStoreOptions.FindOrResolveDocumentType(Type documentType) => Mappings.For(documentType);

    void IReadOnlyStoreOptions.AssertDocumentTypeIsSoftDeleted(Type documentType) => AssertDocumentTypeIsSoftDeleted(documentType);

    internal void AssertDocumentTypeIsSoftDeleted(Type documentType)
    {
        if (Mappings.For(documentType).DeleteStyle != DeleteStyle.SoftDelete)
        {
            throw new InvalidOperationException($"Document type {documentType.Name} is not configured as soft deleted");
        }
    }

    internal List<Action<NpgsqlDataSourceBuilder>> DataSourceConfigurations { get; } = [];

    /// <exception cref="InvalidOperationException">No connection was configured.</exception>
    internal StoreConnection RequireConnection() => ConfiguredConnection ?? throw new InvalidOperationException(
        "No tenancy is configured! Ensure that you provided connection string in `AddMarten` method or called `UseNpgsqlDataSource`");

    private sealed class StoreRegistry : MartenRegistry;
}

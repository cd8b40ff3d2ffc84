using System.Collections.Concurrent;
using System.Security.Cryptography;
using AdvancedAlchemy.Marten.Testing.Servers;
using Npgsql;
using Xunit;

namespace AdvancedAlchemy.Marten.Testing;

/// <summary>One server for all tests of an assembly, a schema for each test class, an empty database for whoever wants one.</summary>
/// <example>
/// <code>
/// [assembly: AssemblyFixture(typeof(PostgresFixture))]
///
/// public class BlogTests(PostgresFixture postgres)
/// {
///     private readonly DocumentStore _store = DocumentStore.For(o =>
///     {
///         o.Connection(postgres.DataSource);
///         o.DatabaseSchemaName = postgres.SchemaFor&lt;BlogTests&gt;();
///     });
/// }
/// </code>
/// </example>
public class PostgresFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Type, string> _schemas = new();
    private readonly ConcurrentBag<string> _databases = [];
    private IPostgresServer? _server;
    private NpgsqlDataSource? _source;
    private string _runSuffix = "";

    /// <summary>The server that all tests share.</summary>
    /// <exception cref="InvalidOperationException">The fixture has not been initialised.</exception>
    public IPostgresServer Server => _server
        ?? throw new InvalidOperationException("The server runs from InitializeAsync to DisposeAsync; xunit calls both for an AssemblyFixture.");

    /// <summary>The connection string of the server that all tests share.</summary>
    public string ConnectionString => Server.ConnectionString;

    /// <summary>
    /// One pool of connections for the stores of all tests, closed with the fixture. A store that is given a connection string makes a pool of
    /// its own: it connects anew and asks the server for its types, which takes longer than most tests.
    /// </summary>
    /// <exception cref="InvalidOperationException">The fixture has not been initialised.</exception>
    public NpgsqlDataSource DataSource
    {
        get
        {
            lock (_schemas) return _source ??= NpgsqlDataSource.Create(ConnectionString);
        }
    }

    /// <summary>Starts the server.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        _server = await StartServerAsync(CancellationToken.None).ConfigureAwait(false);
        if (Server is not PostgresServer { IsThrowaway: true }) _runSuffix = "_" + RandomNumberGenerator.GetHexString(8, lowercase: true);
    }

    /// <summary>
    /// The schema of a test class: the same in every run, lower case, at most 63 characters. On a server that outlives the run
    /// it also carries a part of its own for each run, and is dropped at the end.
    /// </summary>
    /// <param name="testClass">The class that owns the schema.</param>
    public string SchemaFor(Type testClass)
    {
        ArgumentNullException.ThrowIfNull(testClass);
        return _schemas.GetOrAdd(testClass, static (type, suffix) => SchemaName.For(type, suffix), _runSuffix);
    }

    /// <summary><see cref="SchemaFor(Type)"/> for a class known when compiling.</summary>
    /// <typeparam name="TTestClass">The class that owns the schema.</typeparam>
    public string SchemaFor<TTestClass>() => SchemaFor(typeof(TTestClass));

    /// <summary>Creates an empty database, dropped with the fixture, and returns its connection string.</summary>
    /// <param name="token">Gives up.</param>
    public async Task<string> CreateDatabaseAsync(CancellationToken token = default)
    {
        string name = $"test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await Databases.ExecuteAsync(ConnectionString, $"create database {Databases.Quote(name)} template template0", token).ConfigureAwait(false);
        string created = Databases.On(ConnectionString, name);
        _databases.Add(created);
        return created;
    }

    /// <summary>Drops what this run made on a server that outlives it, and lets go of the server.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        IPostgresServer? server;
        NpgsqlDataSource? source;
        lock (_schemas) (server, source, _server, _source) = (_server, _source, null, null);
        if (server is null) return;
        await using (server.ConfigureAwait(false))
        {
            if (source is not null) await source.DisposeAsync().ConfigureAwait(false);
            foreach (string database in _databases) Forget(database);
            if (server is PostgresServer { IsThrowaway: true }) return;
            Forget(server.ConnectionString);
            foreach (string database in _databases)
            {
                string name = new NpgsqlConnectionStringBuilder(database).Database!;
                await DropAsync(server, $"drop database if exists {Databases.Quote(name)} with (force)").ConfigureAwait(false);
            }

            foreach (string schema in _schemas.Values)
                await DropAsync(server, $"drop schema if exists {Databases.Quote(schema)} cascade").ConfigureAwait(false);
        }
    }

    /// <summary>Starts the server; override it for other options or for another kind of <see cref="IPostgresServer"/>.</summary>
    /// <param name="token">Gives up.</param>
    protected virtual async Task<IPostgresServer> StartServerAsync(CancellationToken token) =>
        await PostgresServer.StartAsync(token: token).ConfigureAwait(false);

    private static Task DropAsync(IPostgresServer server, string sql) => Databases.ExecuteAsync(server.ConnectionString, sql, CancellationToken.None);

    private static void Forget(string connectionString)
    {
        using NpgsqlConnection pool = new(connectionString);
        NpgsqlConnection.ClearPool(pool);
    }
}

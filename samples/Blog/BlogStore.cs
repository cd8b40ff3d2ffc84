using AdvancedAlchemy.Marten;
using AdvancedAlchemy.Marten.Testing;
using Blog.Model;
using Marten;

namespace Blog;

/// <summary>The blog's document store, on a server that is started when none is named.</summary>
internal sealed class BlogStore : IAsyncDisposable
{
    private readonly PostgresServer? _server;

    private BlogStore(PostgresServer? server, string connectionString)
    {
        _server = server;
        Documents = DocumentStore.For(options => Configure(options, connectionString));
    }

    internal DocumentStore Documents { get; }

    /// <summary>Where the posts are, in words.</summary>
    internal string Place { get; private init; } = "";

    internal static async Task<BlogStore> OpenAsync(BlogOptions options, CancellationToken token)
    {
        if (options.Connection is { } connection) return new BlogStore(null, connection) { Place = "the database you named" };

        var folder = options.DataFolder ?? DefaultFolder();
        var server = await PostgresServer.StartAsync(new PostgresServerOptions { DataDirectory = folder }, token);
        return new BlogStore(server, server.ConnectionString)
        {
            Place = server.Source == PostgresSource.ConnectionString
                ? $"PostgreSQL {server.ServerVersion} from AA_POSTGRES"
                : $"PostgreSQL {server.ServerVersion} in {folder}",
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Documents.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    internal static void Configure(StoreOptions options, string connectionString)
    {
        options.Connection(connectionString);
        options.DatabaseSchemaName = "blog";
        options.UseAdvancedAlchemy();
        options.Schema.For<Post>()
            .Index(post => post.Title)
            .UniqueIndex(post => post.Source!)
            .LinksTo<Post, Tag>(post => post.TagIds, OnDelete.Cascade);
    }

    // PostgreSQL refuses to run as root, and the user it then runs as cannot enter root's home.
    private static string DefaultFolder() => OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "advanced-alchemy-blog")
        : "/var/tmp/advanced-alchemy-blog";
}

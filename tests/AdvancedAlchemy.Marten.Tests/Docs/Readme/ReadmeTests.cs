using AdvancedAlchemy.Marten.Testing;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace AdvancedAlchemy.Marten.Tests.Docs.Readme;

/// <summary>The code of README.md.</summary>
public class ReadmeTests(PostgresFixture postgres) : PostgresTest(postgres)
{
    [Fact]
    public async Task The_first_example_works_as_printed()
    {
        var connectionString = ConnectionString;
        ServiceCollection services = new();

        #region configure
        services.AddMarten(o =>
        {
            o.Connection(connectionString);
            o.UseAdvancedAlchemy();
            o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade);
        });
        #endregion

        services.ConfigureMarten(o => o.DatabaseSchemaName = Schema);
        await using var provider = services.BuildServiceProvider();
        await using var session = provider.GetRequiredService<IDocumentStore>().LightweightSession();

        #region use
        var tags = await session.AsUniqueAsync<Tag, string>(["C#", "c#", " C# ", "C++"]);   // two tags, however many ask at once
        session.Store(new Post { Title = "Hello, Marten", TagIds = [.. tags.Select(t => t.Id)] });
        await session.SaveChangesAsync();                                                  // stamps, slug, revision, links checked
        #endregion

        tags.Select(t => t.Slug).ShouldBe(["c-sharp", "c-plus-plus"]);
        (await session.FindBySlugAsync<Post>("hello-marten"))!.TagIds.ShouldBe(tags.Select(t => t.Id));
    }
}

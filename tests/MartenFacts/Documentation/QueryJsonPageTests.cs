using System.Text;
using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Querying for Raw JSON".</summary>
public class QueryJsonPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task The_JSON_of_a_document_is_found_by_its_id()
    {
        await using var session = await UsersAsync();
        using var stream = new MemoryStream();

        Name((await session.Json.FindByIdAsync<User>(Users[0].Id))!).ShouldBe("jeremy");
        (await session.Json.FindByIdAsync<User>(Guid.NewGuid())).ShouldBeNull();
        (await session.Json.StreamById<User>(Users[1].Id, stream)).ShouldBeTrue();
        Name(Encoding.UTF8.GetString(stream.ToArray())).ShouldBe("max");
    }

    [Fact]
    public async Task Queries_end_in_JSON()
    {
        await using var session = await UsersAsync();
        var query = session.Query<User>().Where(x => x.LastName == "Miller").OrderBy(x => x.UserName);

        JsonDocument.Parse(await query.ToJsonArray()).RootElement.GetArrayLength().ShouldBe(2);
        Name(await query.ToJsonFirst()).ShouldBe("jeremy");
        (await session.Query<User>().Where(x => x.Age > 100).ToJsonFirstOrDefault()).ShouldBeNull();
        Name(await session.Query<User>().Where(x => x.UserName == "max").ToJsonSingle()).ShouldBe("max");
        (await session.Query<User>().Where(x => x.Age > 100).ToJsonSingleOrDefault()).ShouldBeNull();
        await Should.ThrowAsync<InvalidOperationException>(query.ToJsonSingle());
        await Should.ThrowAsync<InvalidOperationException>(session.Query<User>().Where(x => x.Age > 100).ToJsonFirst());
    }

    [Fact]
    public async Task A_projection_ends_in_JSON_of_its_own_form()
    {
        await using var session = await UsersAsync();

        var json = await session.Query<User>().OrderBy(x => x.UserName).Select(x => new { Name = x.FirstName }).ToJsonArray();

        JsonDocument.Parse(json).RootElement[0].GetProperty("Name").GetString().ShouldBe("Bill");
    }

    [Fact]
    public async Task JSON_is_written_to_a_stream()
    {
        await using var session = await UsersAsync();
        using var stream = new MemoryStream();

        (await session.Query<User>().Where(x => x.LastName == "Miller").StreamJsonArray(stream)).ShouldBe(2);
        JsonDocument.Parse(stream.ToArray()).RootElement.GetArrayLength().ShouldBe(2);
    }

    private static string? Name(string json) => JsonDocument.Parse(json).RootElement.GetProperty("UserName").GetString();
}

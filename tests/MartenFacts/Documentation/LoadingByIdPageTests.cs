using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Documentation;

/// <summary>The page "Loading Documents by Id".</summary>
public class LoadingByIdPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task A_document_is_loaded_by_its_id_and_null_when_there_is_none()
    {
        await using var session = await UsersAsync();

        (await session.LoadAsync<User>(Users[0].Id))!.UserName.ShouldBe("jeremy");
        (await session.LoadAsync<User>(Guid.NewGuid())).ShouldBeNull();
    }

    [Fact]
    public async Task Many_documents_are_loaded_by_their_ids_and_missing_ones_left_out()
    {
        await using var session = await UsersAsync();

        var users = await session.LoadManyAsync<User>(Users[0].Id, Users[2].Id, Guid.NewGuid());

        users.Select(u => u.UserName).Order().ShouldBe(["jeremy", "lindsey"]);
    }

    [Fact]
    public async Task Whether_a_document_exists_is_asked_without_loading_it()
    {
        await using var session = await UsersAsync();

        (await session.CheckExistsAsync<User>(Users[0].Id)).ShouldBeTrue();
        (await session.CheckExistsAsync<User>(Guid.NewGuid())).ShouldBeFalse();
    }
}

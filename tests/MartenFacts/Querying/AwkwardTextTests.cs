using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Querying;

public class AwkwardTextTests(PostgresFixture postgres) : FactsTest(postgres)
{
    [Theory]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("it's \"quoted\" \\ and {braced}")]
    [InlineData("? @p :name $1 ; drop table x --")]
    [InlineData("🐘")]
    public async Task Awkward_text_is_found_by_each_string_operator_and_only_as_itself(string text)
    {
        var store = Store();
        await SaveAsync(store, new Note { Text = text }, new Note { Text = "100x" }, new Note { Text = "axb" });

        await using var session = store.QuerySession();
        (await session.Query<Note>().CountAsync(n => n.Text == text)).ShouldBe(1);
        (await session.Query<Note>().CountAsync(n => n.Text!.StartsWith(text))).ShouldBe(1);
        (await session.Query<Note>().CountAsync(n => n.Text!.EndsWith(text))).ShouldBe(1);
        (await session.Query<Note>().CountAsync(n => n.Text!.Contains(text))).ShouldBe(1);
    }

    public class Note
    {
        public Guid Id { get; set; }

        public string? Text { get; set; }
    }
}

using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Hardening;

public class AwkwardKeyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Word : BigIntDocument
    {
        [JsonPropertyName("what's it? $1 @x :y")]
        public string Text { get; set; } = "";
    }

    public class Text : UuidDocument
    {
        [JsonPropertyName("which? it's \"these\" {0}")]
        public List<long> WordIds { get; set; } = [];
    }

    [Fact]
    public async Task Keys_in_the_body_may_have_characters_that_mean_something_in_SQL()
    {
        var store = Store(o =>
        {
            o.Schema.For<Word>().UniqueIndex(w => w.Text);
            o.Schema.For<Text>().LinksTo<Text, Word>(t => t.WordIds, OnDelete.Cascade);
        });
        Text text = new();
        for (var i = 0; i < 2; i++)
        {
            await using var session = store.LightweightSession();
            var (word, created) = await session.GetOrCreateAsync<Word>(w => w.Text == "one", () => new Word { Text = "one" });
            created.ShouldBe(i == 0);
            if (created) text.WordIds.Add(word.Id);
            if (created) session.Store(text);
            await session.SaveChangesAsync();
        }

        await using var last = store.LightweightSession();
        (await last.Query<Text>().LinkedTo(t => t.WordIds, text.WordIds[0]).CountAsync()).ShouldBe(1);
        last.Delete<Word>(text.WordIds[0]);
        await last.SaveChangesAsync();
        (await last.LoadAsync<Text>(text.Id))!.WordIds.ShouldBeEmpty();
    }
}

using System.Text.Json;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events;

public class HeaderValueTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public sealed record Said(string Text);

    [Fact]
    public async Task Headers_that_are_read_are_texts_numbers_and_truth_values()
    {
        await using var store = Store(o => o.Events.MetadataConfig.HeadersEnabled = true);
        Guid id;
        await using (var session = store.LightweightSession())
        {
            session.SetHeader("text", "x");
            session.SetHeader("whole", 3);
            session.SetHeader("part", 1.5);
            session.SetHeader("true", true);
            session.SetHeader("list", new[] { 1, 2 });
            id = session.Events.StartStream(new Said("hi")).Id;
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var e = (await query.Events.FetchStreamAsync(id)).Single();
        ((string)e.Headers!["text"]).ShouldBe("x");
        e.GetHeader("whole").ShouldBe(3L);
        e.GetHeader("part").ShouldBe(1.5);
        e.GetHeader("true").ShouldBe(true);
        ((JsonElement)e.GetHeader("list")!).GetArrayLength().ShouldBe(2);
        e.GetHeader("none").ShouldBeNull();

        await ExecuteAsync($"update {Schema}.mt_events set headers = 'null'");
        (await query.Events.FetchStreamAsync(id)).Single().Headers.ShouldBeNull();
    }
}

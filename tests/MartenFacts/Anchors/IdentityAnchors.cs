using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Anchors;

/// <summary>What the ids of the layer stand on.</summary>
public class IdentityAnchors(PostgresFixture postgres) : FactsTest(postgres)
{
    public class Named
    {
        public string Id { get; set; } = "";
    }

    [Fact]
    public void P12_A_text_id_has_to_be_there_and_a_generated_one_is_there_before_the_listeners()
    {
        Recorder recorder = new();
        using var store = Store(o => o.Listeners.Add(recorder));
        using var session = store.LightweightSession();
        Should.Throw<Exception>(() => session.Store(new Named())).Message.ShouldContain("id");

        Leaflet leaflet = new();
        session.Store(leaflet);
        leaflet.Id.ShouldNotBe(Guid.Empty);
        recorder.Log.ShouldBe([$"added {leaflet.Id}"]);
    }

    [Fact]
    public void P13_Default_Guid_ids_are_UUIDs_of_version_7()
    {
        using var session = Store().LightweightSession();
        Leaflet leaflet = new();
        session.Store(leaflet);
        leaflet.Id.Version.ShouldBe(7);
    }

    [Fact]
    public void P14_UUIDs_of_version_7_from_the_runtime_do_not_rise_within_a_millisecond()
    {
        var ids = Enumerable.Range(0, 100_000).Select(_ => Guid.CreateVersion7()).ToArray();
        ids.Zip(ids.Skip(1)).Count(pair => pair.First.CompareTo(pair.Second) > 0).ShouldBePositive();
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AdvancedAlchemy.Marten.Testing;
using global::Marten;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

public sealed class PlanMetricsTests(PostgresFixture postgres) : LinqTest(postgres)
{
    [Fact]
    public async Task The_meter_shows_hits_misses_and_plans_of_a_store_until_it_is_disposed()
    {
        var seen = new ConcurrentDictionary<string, long>();
        var schema = "";
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Marten") l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (Equals(tags[0].Value, schema)) seen[instrument.Name] = value;
        });
        listener.Start();
        await using (var store = NewStore("metrics"))
        {
            schema = store.Options.DatabaseSchemaName;
            await store.BulkInsertAsync(SampleData.Make());
            await using var session = store.QuerySession();
            for (var i = 0; i < 3; i++) await session.Query<Sample>().AnyAsync(x => x.Id == i);
            listener.RecordObservableInstruments();
        }

        seen["marten.linq.plan.hits"].ShouldBe(2);
        seen["marten.linq.plan.misses"].ShouldBe(1);
        seen["marten.linq.plans"].ShouldBe(1);
        seen.Clear();
        listener.RecordObservableInstruments();
        seen.ShouldBeEmpty();
    }
}

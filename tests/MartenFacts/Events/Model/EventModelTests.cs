using System.Diagnostics;
using System.Globalization;
using System.Text;
using AdvancedAlchemy.Marten.Testing;
using FsCheck;
using FsCheck.Fluent;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Model;

/// <summary>
/// Random runs of three sessions over three streams, against a store in memory that says what is to come of each step. They are the same
/// each time, so that a failure is that of a change; EVENTS_SEED=random has others, and EVENTS_RUNS more of them. A failure tells the smallest
/// run that fails and its seed, which EVENTS_SEED runs again.
/// </summary>
public class EventModelTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private const int Runs = 20;
    private const long Seed = 20261122;
    private static readonly string[] OneTenant = ["*DEFAULT*", "*DEFAULT*", "*DEFAULT*"];
    private static readonly string[] TwoTenants = ["a", "b", "a"];

    [Theory, MemberData(nameof(Modes))]
    public Task Streams_with_ids_do_what_a_model_of_them_does(EventAppendMode mode) => CheckAsync(mode, ProjectionLifecycle.Inline, OneTenant, () => new GuidStreams<GuidTally>());

    [Theory, MemberData(nameof(Modes))]
    public Task Streams_with_keys_do_what_a_model_of_them_does(EventAppendMode mode) => CheckAsync(mode, ProjectionLifecycle.Inline, OneTenant, () => new KeyStreams<KeyTally>());

    [Theory, MemberData(nameof(Modes))]
    public Task Streams_of_tenants_do_what_a_model_of_them_does(EventAppendMode mode) => CheckAsync(mode, ProjectionLifecycle.Inline, TwoTenants, () => new GuidStreams<GuidTally>());

    [Theory, MemberData(nameof(Modes))]
    public Task Streams_that_are_aggregated_live_do_what_a_model_of_them_does(EventAppendMode mode) =>
        CheckAsync(mode, ProjectionLifecycle.Live, OneTenant, () => new KeyStreams<KeyTally>());

    [Theory, MemberData(nameof(Modes))]
    public Task Streams_that_are_projected_in_the_background_do_what_a_model_of_them_does(EventAppendMode mode) =>
        CheckAsync(mode, ProjectionLifecycle.Async, TwoTenants, () => new GuidStreams<GuidTally>());

    private async Task CheckAsync<T>(EventAppendMode mode, ProjectionLifecycle lifecycle, string[] tenants, Func<IStreamCalls<T>> names) where T : Tally
    {
        var store = EventStore(mode, o => Configure<T>(o, lifecycle, tenants));
        await SaveAsync(store, new Note { Id = EventWorld<T>.TakenNote });
        using var daemon = await store.BuildProjectionDaemonAsync();
        var seed = Setting("EVENTS_SEED") ?? Seed;
        var runs = (int)(Setting("EVENTS_RUNS") ?? Runs);
        foreach (var run in Gen.Sample(Commands.Run, runs, new Rnd((ulong)seed, 1), 50))
        {
            if (await DifferenceAsync(run) is not { } difference) continue;
            Assert.Fail($"{await SmallestAsync(run, difference)}\n\nEVENTS_SEED={seed}");
        }

        async Task<string?> DifferenceAsync(Command[] run)
        {
            await using var world = new EventWorld<T>(store, daemon, names(), tenants);
            return await EventModelTests.DifferenceAsync(run, new EventModel(tenants, lifecycle), world);
        }

        async Task<string> SmallestAsync(Command[] run, string difference)
        {
            var watch = Stopwatch.StartNew();
            var smaller = true;
            while (smaller)
            {
                smaller = false;
                foreach (var candidate in Commands.Smaller(run))
                {
                    if (watch.Elapsed > TimeSpan.FromMinutes(1)) return difference;
                    if (await DifferenceAsync(candidate) is not { } still) continue;
                    (run, difference, smaller) = (candidate, still, true);
                    break;
                }
            }

            return difference;
        }
    }

    private static void Configure<T>(StoreOptions options, ProjectionLifecycle lifecycle, string[] tenants) where T : Tally
    {
        // Nothing of a run has to wait: what does is an error of the model, and is to be seen soon.
        options.CommandTimeout = 20;
        options.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(20);
        options.Projections.FastPollingTime = options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(5);
        if (typeof(T) == typeof(KeyTally)) options.Events.StreamIdentity = StreamIdentity.AsString;
        if (lifecycle == ProjectionLifecycle.Live) options.Projections.LiveStreamAggregation<T>();
        else options.Projections.Snapshot<T>(lifecycle.Map());
        if (tenants == OneTenant) return;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Schema.For<T>().MultiTenanted();
    }

    // The story of a run up to where the store does something else than the model; null if it never does.
    private static async Task<string?> DifferenceAsync<T>(Command[] run, EventModel model, EventWorld<T> world) where T : Tally
    {
        var story = new StringBuilder();
        foreach (var command in run)
        {
            var version = model.VersionFor(command);
            if (model.Predict(command) is not { } expected) continue;
            var actual = await world.RunAsync(command, version);
            story.Append(CultureInfo.InvariantCulture, $"\n{command} -> {string.Join(" or ", expected)}");
            if (expected.Any(e => IsSame(e, actual))) continue;
            return story.Append(CultureInfo.InvariantCulture, $"\n    but: {actual}").ToString();
        }

        var notes = await world.CountNotesAsync();
        return notes == model.Notes ? null : story.Append(CultureInfo.InvariantCulture, $"\n{model.Notes} notes were saved, and {notes} are there").ToString();
    }

    // Of an exception the model knows the type and a part of the message.
    private static bool IsSame(string expected, string actual)
    {
        if (!expected.StartsWith("throws", StringComparison.Ordinal)) return actual == expected;
        var colon = expected.IndexOf(':', StringComparison.Ordinal);
        return actual.StartsWith(expected[..(colon + 1)], StringComparison.Ordinal) && actual.Contains(expected[(colon + 2)..], StringComparison.Ordinal);
    }

    private static long? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) switch
        {
            null or "" => null,
            "random" => Random.Shared.NextInt64(),
            var given => long.Parse(given, CultureInfo.InvariantCulture),
        };
}

using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Live Aggregation". Time travelling is in <see cref="ReadAggregatesPageTests"/>.</summary>
public class LiveAggregatesPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public sealed record Tenant(string Name, string Address);

    public enum Way
    {
        Mail,
        Post,
    }

    public sealed record Drawn(Guid BillId, double Amount, Tenant For, DateTime At);

    public sealed record SignedOff(Guid BillId, string By);

    public sealed record SentOut(Guid BillId, Way By, DateTime At);

    public enum BillState
    {
        Drawn = 1,
        Signed = 2,
        Sent = 3,
    }

    public sealed partial class Bill
    {
        public Guid Id { get; private set; }

        public double Amount { get; private set; }

        public Tenant For { get; private set; } = default!;

        public DateTime At { get; private set; }

        public string? SignedBy { get; private set; }

        public Way By { get; private set; }

        public BillState State { get; private set; }

        public void Apply(Drawn e) => (Id, Amount, For, At, State) = (e.BillId, e.Amount, e.For, e.At, BillState.Drawn);

        public void Apply(SignedOff e) => (SignedBy, State) = (e.By, BillState.Signed);

        public void Apply(SentOut e) => (By, State) = (e.By, BillState.Sent);
    }

    [Fact]
    public async Task A_class_whose_members_only_its_events_can_set_is_made_of_a_stream()
    {
        var store = Store();
        var (id, at) = (Guid.NewGuid(), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        await using var session = store.LightweightSession();
        session.Events.StartStream<Bill>(id, new Drawn(id, 34.12, new Tenant("ada", "a street"), at), new SignedOff(id, "bob"), new SentOut(id, Way.Post, at.AddDays(1)));
        await session.SaveChangesAsync();
        var bill = (await session.Events.AggregateStreamAsync<Bill>(id))!;
        (bill.Id, bill.Amount, bill.For, bill.At, bill.SignedBy, bill.By, bill.State).ShouldBe((id, 34.12, new Tenant("ada", "a street"), at, "bob", Way.Post, BillState.Sent));
    }

    public sealed record MonthOpened(Guid RegisterId, int Month, decimal Balance);

    public sealed record MonthClosed(Guid RegisterId, decimal Balance);

    /// <summary>Counts its own version, as the page does; the snapshot is stored by hand.</summary>
    public sealed partial class Register
    {
        [JsonInclude]
        public Guid Id { get; private set; }

        [JsonInclude]
        public int Month { get; private set; }

        [JsonInclude]
        public bool IsOpen { get; private set; }

        [JsonInclude]
        public decimal Balance { get; private set; }

        [JsonInclude]
        public int Version { get; private set; }

        public void Apply(MonthOpened e) => (Id, Month, Balance, IsOpen, Version) = (e.RegisterId, e.Month, e.Balance, true, Version + 1);

        public void Apply(Deposited e) => (Balance, Version) = (Balance + e.Amount, Version + 1);

        public void Apply(Withdrawn e) => (Balance, Version) = (Balance - e.Amount, Version + 1);

        public void Apply(MonthClosed e) => (IsOpen, Version) = (false, Version + 1);
    }

    private sealed class Registers(IDocumentSession session)
    {
        public Task StoreAsync(Register register, object e)
        {
            if (e is MonthOpened) session.Store(register);
            session.Events.Append(register.Id, e);
            return session.SaveChangesAsync();
        }

        public async Task<Register?> GetAsync(Guid id)
        {
            var stored = await session.LoadAsync<Register>(id);
            return await session.Events.AggregateStreamAsync(id, state: stored, fromVersion: stored is null ? 0 : stored.Version + 1);
        }
    }

    [Fact]
    public async Task Events_are_applied_to_a_snapshot_that_was_stored_when_a_period_began()
    {
        var store = Store();
        var id = await StartRegisterAsync(store);
        await using (var session = store.LightweightSession())
        {
            var registers = new Registers(session);
            (await registers.GetAsync(id))!.Balance.ShouldBe(120);
            var register = (await session.Events.AggregateStreamAsync<Register>(id))!;
            register.IsOpen.ShouldBeFalse();
            var opened = new MonthOpened(id, 11, 300);
            register.Apply(opened);
            await registers.StoreAsync(register, opened);
        }

        await AppendAsync(store, id, new Deposited(30), new Withdrawn(10));
        await using var later = store.LightweightSession();
        var snapshot = (await later.LoadAsync<Register>(id))!;
        (snapshot.Balance, snapshot.Version).ShouldBe((300, 5));
        var current = (await new Registers(later).GetAsync(id))!;
        (current.Balance, current.Month, current.IsOpen, current.Version).ShouldBe((320, 11, true, 7));
        (await new Registers(later).GetAsync(Guid.NewGuid())).ShouldBeNull();
    }

    private static async Task<Guid> StartRegisterAsync(IDocumentStore store)
    {
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream<Register>(id, new MonthOpened(id, 10, 100), new Deposited(50), new Withdrawn(30), new MonthClosed(id, 120));
        await session.SaveChangesAsync();
        return id;
    }

    [Fact]
    public async Task The_events_of_a_query_come_to_a_state_with_all_that_a_query_can_do()
    {
        var store = Store();
        var id = await StartRegisterAsync(store);
        await using var session = store.LightweightSession();
        (await session.Events.QueryAllRawEvents().AggregateToAsync<Register>())!.Version.ShouldBe(4);
        (await session.Events.QueryAllRawEvents().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).Skip(1).Take(2).AggregateToAsync<Register>())!.Balance.ShouldBe(20);
        IQueryable<IEvent> events = session.Events.QueryAllRawEvents().Where(e => e.Version <= 2);
        (await events.AggregateToAsync(new Register()))!.Balance.ShouldBe(150);
    }
}

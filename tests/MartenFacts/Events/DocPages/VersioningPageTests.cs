using System.Text.Json;
using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services.Json.Transformations;
using StjTransformations = Marten.Services.Json.Transformations.SystemTextJson.JsonTransformations;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Events Versioning".</summary>
public class VersioningPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public sealed record CartOpened(Guid CartId, Guid ClientId);

    public sealed record Client(Guid Id, string Name = "unknown");

    public sealed record CartOpenedWithClient(Guid CartId, Client Client, string Status);

    private static readonly Guid ClientId = Guid.Parse("00000000-0000-0000-0000-000000000001");

    private static Task<string> NameOfAsync(Guid client, CancellationToken token) => Task.FromResult(client == ClientId ? "ada" : "?");

    private sealed class Upcaster : EventUpcaster<CartOpened, CartOpenedWithClient>
    {
        protected override CartOpenedWithClient Upcast(CartOpened oldEvent) => new(oldEvent.CartId, new Client(oldEvent.ClientId), "opened");
    }

    private sealed class NamedUpcaster : EventUpcaster<CartOpened, CartOpenedWithClient>
    {
        public override string EventTypeName => "cart_opened";

        protected override CartOpenedWithClient Upcast(CartOpened oldEvent) => new(oldEvent.CartId, new Client(oldEvent.ClientId), "opened");
    }

    private sealed class JsonUpcaster : Marten.Services.Json.Transformations.SystemTextJson.EventUpcaster<CartOpenedWithClient>
    {
        public override string EventTypeName => "cart_opened";

        protected override CartOpenedWithClient Upcast(JsonDocument oldEvent) => new(
            oldEvent.RootElement.GetProperty("CartId").GetGuid(), new Client(oldEvent.RootElement.GetProperty("ClientId").GetGuid()), "opened");
    }

    private sealed class LaterUpcaster : AsyncOnlyEventUpcaster<CartOpened, CartOpenedWithClient>
    {
        protected override async Task<CartOpenedWithClient> UpcastAsync(CartOpened oldEvent, CancellationToken ct) =>
            new(oldEvent.CartId, new Client(oldEvent.ClientId, await NameOfAsync(oldEvent.ClientId, ct)), "opened");
    }

    private sealed class LaterJsonUpcaster : Marten.Services.Json.Transformations.SystemTextJson.AsyncOnlyEventUpcaster<CartOpenedWithClient>
    {
        public override string EventTypeName => "cart_opened";

        protected override async Task<CartOpenedWithClient> UpcastAsync(JsonDocument oldEvent, CancellationToken ct)
        {
            var client = oldEvent.RootElement.GetProperty("ClientId").GetGuid();
            return new CartOpenedWithClient(oldEvent.RootElement.GetProperty("CartId").GetGuid(), new Client(client, await NameOfAsync(client, ct)), "opened");
        }
    }

    private static CartOpenedWithClient OfJson(JsonDocument json) =>
        new(json.RootElement.GetProperty("CartId").GetGuid(), new Client(json.RootElement.GetProperty("ClientId").GetGuid()), "opened");

    private static readonly Dictionary<string, (string Name, Action<StoreOptions> Configure)> Registrations = new()
    {
        ["function"] = ("unknown", o => o.Events.Upcast<CartOpened, CartOpenedWithClient>(e => new CartOpenedWithClient(e.CartId, new Client(e.ClientId), "opened"))),
        ["function with a name"] = ("unknown", o => o.Events.Upcast<CartOpened, CartOpenedWithClient>(
            "cart_opened", e => new CartOpenedWithClient(e.CartId, new Client(e.ClientId), "opened"))),
        ["function of JSON"] = ("unknown", o => o.Events.Upcast<CartOpenedWithClient>("cart_opened", StjTransformations.Upcast(OfJson))),
        ["class"] = ("unknown", o => o.Events.Upcast<Upcaster>()),
        ["class with a name"] = ("unknown", o => o.Events.Upcast(new NamedUpcaster())),
        ["class of JSON"] = ("unknown", o => o.Events.Upcast<JsonUpcaster>()),
        ["asynchronous function"] = ("ada", o => o.Events.Upcast<CartOpened, CartOpenedWithClient>(
            async (e, token) => new CartOpenedWithClient(e.CartId, new Client(e.ClientId, await NameOfAsync(e.ClientId, token)), "opened"))),
        ["asynchronous function of JSON"] = ("ada", o => o.Events.Upcast<CartOpenedWithClient>("cart_opened", StjTransformations.AsyncOnlyUpcast(async (json, token) =>
        {
            var client = json.RootElement.GetProperty("ClientId").GetGuid();
            return new CartOpenedWithClient(json.RootElement.GetProperty("CartId").GetGuid(), new Client(client, await NameOfAsync(client, token)), "opened");
        }))),
        ["asynchronous class"] = ("ada", o => o.Events.Upcast(new LaterUpcaster())),
        ["asynchronous class of JSON"] = ("ada", o => o.Events.Upcast(new LaterJsonUpcaster())),
    };

    public static TheoryData<string> Ways => [.. Registrations.Keys];

    public sealed partial class Cart
    {
        public Guid Id { get; set; }

        public string Client { get; set; } = "";

        public void Apply(CartOpenedWithClient e) => Client = e.Client.Name;
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Old_events_are_read_as_new_ones_wherever_they_are_read(string way)
    {
        var old = Store();
        var id = Guid.NewGuid();
        await using (var before = old.LightweightSession())
        {
            before.Events.StartStream(id, new CartOpened(id, ClientId));
            await before.SaveChangesAsync();
        }

        var (name, configure) = Registrations[way];
        var store = Store(configure);
        await using var session = store.LightweightSession();
        var expected = new CartOpenedWithClient(id, new Client(ClientId, name), "opened");
        var read = (await session.Events.FetchStreamAsync(id)).Single();
        (read.Data, read.EventTypeName, read.EventType).ShouldBe((expected, "cart_opened", typeof(CartOpenedWithClient)));
        (await session.Events.LoadAsync<CartOpenedWithClient>(read.Id))!.Data.ShouldBe(expected);
        (await session.Events.QueryAllRawEvents().SingleAsync()).Data.ShouldBe(expected);
        (await session.Events.QueryRawEventDataOnly<CartOpenedWithClient>().SingleAsync()).ShouldBe(expected);
        (await session.Events.AggregateStreamAsync<Cart>(id))!.Client.ShouldBe(name);

        session.Events.Append(id, expected);
        await session.SaveChangesAsync();
        (await session.Events.FetchStreamAsync(id)).Select(e => e.EventTypeName).ShouldBe(["cart_opened", "cart_opened_with_client"]);
    }

    public static class Before
    {
        public sealed record OrderChanged(Guid OrderId, int Status);
    }

    public static class After
    {
        public sealed record OrderChanged(Guid OrderId, int Status);

        public sealed record ConfirmedOrderChanged(Guid OrderId, int Status);

        public sealed record OrderStatusSet([property: JsonPropertyName("OrderId")] Guid Id, int? Status, string? Reason, string By = "nobody");
    }

    private async Task<Guid> StartOldAsync()
    {
        var id = Guid.NewGuid();
        await using var session = Store().LightweightSession();
        session.Events.StartStream(id, new Before.OrderChanged(id, 3));
        await session.SaveChangesAsync();
        return id;
    }

    [Fact]
    public async Task A_type_that_has_moved_is_found_by_its_name()
    {
        var id = await StartOldAsync();
        var store = Store(o => o.Events.AddEventType<After.OrderChanged>());
        (await FetchAsync(store, id)).Single().Data.ShouldBe(new After.OrderChanged(id, 3));
    }

    [Fact]
    public async Task A_type_that_has_another_name_now_is_mapped_to_the_old_one()
    {
        var id = await StartOldAsync();
        var store = Store(o => o.Events.MapEventType<After.ConfirmedOrderChanged>("order_changed"));
        (await FetchAsync(store, id)).Single().Data.ShouldBe(new After.ConfirmedOrderChanged(id, 3));
        await using var session = store.LightweightSession();
        session.Events.Append(id, new After.ConfirmedOrderChanged(id, 4));
        await session.SaveChangesAsync();
        (await FetchAsync(store, id)).Select(e => e.EventTypeName).ShouldBe(["order_changed", "order_changed"]);
    }

    [Fact]
    public async Task New_members_are_what_the_serializer_makes_of_their_absence()
    {
        var id = await StartOldAsync();
        var store = Store(o => o.Events.MapEventType<After.OrderStatusSet>("order_changed"));
        (await FetchAsync(store, id)).Single().Data.ShouldBe(new After.OrderStatusSet(id, 3, null));
        await using var session = store.QuerySession();

        // A member with a name of its own is asked for by that.
        (await session.Events.QueryRawEventDataOnly<After.OrderStatusSet>().CountAsync(e => e.Id == id)).ShouldBe(1);
    }
}

using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten.Exceptions;

namespace AdvancedAlchemy.Marten.Engine.Tests.Documents;

public class IdTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class ByGuid
    {
        public Guid Id { get; set; }
    }

    public class ByText
    {
        public string Id { get; set; } = null!;
    }

    public class ByKey
    {
        public string? Id { get; set; }
    }

    public class ByInt
    {
        public int Id { get; set; }
    }

    public class ByLong
    {
        public long Id { get; set; }
    }

    public class ByAttribute
    {
        [Identity]
        public Guid Code { get; set; }

        public string Id { get; set; } = "not the id";
    }

    public class ByChoice
    {
        public Guid Key { get; set; }
    }

    public class PrivateSetter
    {
        public Guid Id { get; private set; }

        public string Name { get; set; } = "";
    }

    public class GetOnly(Guid id)
    {
        public Guid Id { get; } = id;
    }

    public record Positional(Guid Id, string Name);

    public record struct OrderId(Guid Value);

    public record struct PartNumber(long Value);

    public class ByStrong
    {
        public OrderId? Id { get; set; }
    }

    public class ByStrongNumber
    {
        public PartNumber Id { get; set; }
    }

    public class NoId
    {
        public string Name { get; set; } = "";
    }

    public class ByDecimal
    {
        public decimal Id { get; set; }
    }

    [Fact]
    public void A_guid_of_version_7_is_assigned_when_stored()
    {
        using var store = Store();
        using var session = store.LightweightSession();
        var first = new ByGuid();
        var second = new ByGuid();
        session.Store(first, second);
        first.Id.Version.ShouldBe(7);
        second.Id.CompareTo(first.Id).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_given_guid_is_kept()
    {
        using var store = Store();
        using var session = store.LightweightSession();
        var id = Guid.NewGuid();
        var document = new ByGuid { Id = id };
        session.Store(document);
        document.Id.ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_missing_string_is_refused_when_stored(string? id)
    {
        using var store = Store();
        using var session = store.LightweightSession();
        var e = Should.Throw<InvalidOperationException>(() => session.Store(new ByText { Id = id! }));
        e.Message.ShouldBe("ByText uses externally-assigned string keys but the document's id is null or empty.");
        session.PendingChanges.Operations().ShouldBeEmpty();
    }

    [Fact]
    public async Task Strings_of_every_kind_are_ids()
    {
        await using var store = Store();
        string[] ids = ["a", "O'Brien", "\"q\"", "back\\slash", "%_?@:{}$1", "'; drop table x; --", "😀é", " ", "a/b", new string('x', 900)];
        await SaveAsync(store, [.. ids.Select(i => new ByText { Id = i })]);
        await using var session = store.LightweightSession();
        foreach (var id in ids) (await session.LoadAsync<ByText>(id))!.Id.ShouldBe(id);
        (await session.LoadManyAsync<ByText>(ids)).Select(d => d.Id).ShouldBe(ids, ignoreOrder: true);
        foreach (var id in ids) session.Delete<ByText>(id);
        await session.SaveChangesAsync();
        (await session.LoadManyAsync<ByText>(ids)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_identity_key_is_alias_and_number()
    {
        await using var store = Store(o => o.Schema.For<ByKey>().UseIdentityKey().DocumentAlias("keydoc"));
        await using var session = store.LightweightSession();
        var first = new ByKey();
        var second = new ByKey();
        session.Store(first, second);
        first.Id.ShouldBe("keydoc/1");
        second.Id.ShouldBe("keydoc/2");
        await session.SaveChangesAsync();
        (await session.LoadAsync<ByKey>("keydoc/2")).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_attribute_names_the_id()
    {
        await using var store = Store();
        var document = new ByAttribute();
        await SaveAsync(store, document);
        document.Code.ShouldNotBe(Guid.Empty);
        (await LoadAsync<ByAttribute>(store, document.Code))!.Id.ShouldBe("not the id");
    }

    [Fact]
    public async Task Configuration_names_the_id()
    {
        await using var store = Store(o => o.Schema.For<ByChoice>().Identity(x => x.Key));
        var document = new ByChoice();
        await SaveAsync(store, document);
        (await LoadAsync<ByChoice>(store, document.Key))!.Key.ShouldBe(document.Key);
    }

    [Fact]
    public async Task A_private_setter_is_called_but_reading_back_follows_the_serializer()
    {
        await using var store = Store();
        var document = new PrivateSetter { Name = "n" };
        await SaveAsync(store, document);
        document.Id.ShouldNotBe(Guid.Empty);
        var loaded = (await LoadAsync<PrivateSetter>(store, document.Id))!;
        loaded.Name.ShouldBe("n");
        loaded.Id.ShouldBe(Guid.Empty);
    }

    [Fact]
    public async Task Ids_without_a_setter_are_assigned_in_place()
    {
        await using var store = Store();
        var getOnly = new GetOnly(Guid.Empty);
        var record = new Positional(Guid.Empty, "r");
        await SaveAsync<object>(store, getOnly, record);
        getOnly.Id.ShouldNotBe(Guid.Empty);
        record.Id.ShouldNotBe(Guid.Empty);
        (await LoadAsync<GetOnly>(store, getOnly.Id))!.Id.ShouldBe(getOnly.Id);
        (await LoadAsync<Positional>(store, record.Id)).ShouldBe(record);
    }

    [Fact]
    public async Task A_strong_typed_id_is_assigned_and_stored_as_its_value()
    {
        await using var store = Store();
        var document = new ByStrong();
        await SaveAsync(store, document);
        document.Id!.Value.Value.ShouldNotBe(Guid.Empty);
        await using var session = store.LightweightSession();
        (await session.LoadAsync<ByStrong>((object)document.Id.Value))!.Id.ShouldBe(document.Id);
        (await session.LoadAsync<ByStrong>(document.Id.Value.Value)).ShouldNotBeNull();
        (await ScalarAsync<Guid>($"select id from {Table("idtests_bystrong")}")).ShouldBe(document.Id.Value.Value);
        session.Delete(document);
        await session.SaveChangesAsync();
        (await session.CheckExistsAsync<ByStrong>((object)document.Id.Value)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_strong_typed_number_comes_from_the_sequence()
    {
        await using var store = Store();
        var first = new ByStrongNumber();
        var second = new ByStrongNumber();
        await SaveAsync(store, first, second);
        first.Id.Value.ShouldBe(1);
        second.Id.Value.ShouldBe(2);
        await using var session = store.QuerySession();
        (await session.LoadAsync<ByStrongNumber>((object)new PartNumber(2)))!.Id.ShouldBe(second.Id);
    }

    [Fact]
    public void A_type_without_an_id_is_refused_and_spoils_nothing()
    {
        using var store = Store();
        using var session = store.LightweightSession();
        Should.Throw<InvalidDocumentException>(() => session.Store(new NoId())).Message.ShouldContain("NoId");
        session.Store(new ByGuid());
    }

    [Fact]
    public async Task An_unsupported_id_type_is_refused_and_spoils_nothing()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var e = Should.Throw<InvalidDocumentException>(() => session.Store(new ByDecimal { Id = 1 }));
        e.Message.ShouldContain("ByDecimal");
        session.Store(new ByGuid());
        await session.SaveChangesAsync();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
    }

    [Fact]
    public async Task A_number_for_a_guid_is_a_mismatch()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var e = await Should.ThrowAsync<DocumentIdTypeMismatchException>(() => session.LoadAsync<ByGuid>(1));
        e.Message.ShouldBe("The identity type for document type ByGuid is not numeric");
    }

    [Fact]
    public async Task A_string_for_an_int_is_a_mismatch()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var e = await Should.ThrowAsync<DocumentIdTypeMismatchException>(() => session.LoadAsync<ByInt>("1"));
        e.Message.ShouldBe("Id/Document type mismatch. The id type for the included document type ByInt is int, but string was used.");
    }

    [Fact]
    public async Task A_long_for_an_int_is_a_mismatch()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        await Should.ThrowAsync<DocumentIdTypeMismatchException>(() => session.LoadAsync<ByInt>(1L));
    }

    [Fact]
    public async Task An_int_for_a_long_is_accepted()
    {
        await using var store = Store();
        var document = new ByLong { Id = 4711 };
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        (await session.LoadAsync<ByLong>(4711)).ShouldNotBeNull();
        (await session.LoadManyAsync<ByLong>(4711)).Count.ShouldBe(1);
        session.Delete<ByLong>(4711);
        await session.SaveChangesAsync();
        (await session.CheckExistsAsync<ByLong>(4711)).ShouldBeFalse();
    }

    [Fact]
    public void A_string_for_a_guid_in_a_deletion_is_a_mismatch()
    {
        using var store = Store();
        using var session = store.LightweightSession();
        var e = Should.Throw<DocumentIdTypeMismatchException>(() => session.Delete<ByGuid>("abc"));
        e.Message.ShouldContain("document type ByGuid is System.Guid, but string was used.");
    }

    [Fact]
    public async Task Loading_by_a_null_string_is_refused()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        await Should.ThrowAsync<InvalidOperationException>(() => session.LoadAsync<ByText>((string)null!));
    }

    [Fact]
    public async Task A_given_number_is_kept_and_an_automatic_one_may_overwrite_it()
    {
        await using var store = Store(o => o.Schema.For<ByInt>().DocumentAlias("byint_given"));
        await using var session = store.LightweightSession();
        session.Store(new ByInt { Id = 77 });
        await session.SaveChangesAsync();
        (await session.LoadAsync<ByInt>(77)).ShouldNotBeNull();
    }
}

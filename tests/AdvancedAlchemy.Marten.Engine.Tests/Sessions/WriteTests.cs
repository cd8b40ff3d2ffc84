using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class WriteTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Plain
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    public class Unique
    {
        public Guid Id { get; set; }

        public string? Slug { get; set; }
    }

    public class Big
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    public class Other
    {
        public long Id { get; set; }
    }

    public class Animal
    {
        public Guid Id { get; set; }
    }

    private DocumentStore UniqueStore() => Store(o => o.Schema.For<Unique>().UniqueIndex(x => x.Slug));

    [Fact]
    public async Task Store_inserts_and_replaces()
    {
        await using var store = Store();
        var document = new Plain { Name = "a" };
        await SaveAsync(store, document);
        await SaveAsync(store, new Plain { Id = document.Id, Name = "b" });
        (await LoadAsync<Plain>(store, document.Id))!.Name.ShouldBe("b");
    }

    [Fact]
    public async Task What_is_changed_after_Store_is_saved()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Plain { Name = "a" };
        session.Store(document);
        document.Name = "later";
        await session.SaveChangesAsync();
        (await LoadAsync<Plain>(store, document.Id))!.Name.ShouldBe("later");
    }

    [Fact]
    public async Task Every_write_gets_a_new_version_a_time_and_the_type()
    {
        await using var store = Store();
        var document = new Plain();
        await SaveAsync(store, document);
        await using var session = store.QuerySession();
        var first = (await session.MetadataForAsync(document))!;
        await SaveAsync(store, document);
        var second = (await session.MetadataForAsync(document))!;
        first.CurrentVersion.ShouldNotBe(Guid.Empty);
        second.CurrentVersion.ShouldNotBe(first.CurrentVersion);
        second.LastModified.ShouldBeGreaterThanOrEqualTo(first.LastModified);
        second.DotNetType.ShouldBe(typeof(Plain).FullName);
        (await session.MetadataForAsync(new Plain { Id = Guid.NewGuid() })).ShouldBeNull();
    }

    [Fact]
    public async Task Insert_of_a_known_id_fails_and_names_it()
    {
        await using var store = Store();
        var document = new Plain { Name = "first" };
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Insert(new Plain { Id = document.Id, Name = "second" });
        var e = await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        e.Message.ShouldBe($"Document already exists Plain: {document.Id}");
        e.Id.ShouldBe(document.Id);
        (await LoadAsync<Plain>(store, document.Id))!.Name.ShouldBe("first");
    }

    [Fact]
    public async Task Update_of_an_unknown_id_fails_and_names_it()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Plain();
        session.Update(document);
        document.Id.ShouldNotBe(Guid.Empty);
        var e = await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync());
        e.Message.ShouldBe($"Nonexistent document Plain: {document.Id}");
    }

    [Fact]
    public async Task Delete_of_an_unknown_id_is_silent()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        session.Delete<Plain>(Guid.NewGuid());
        session.Delete(new Plain());
        session.HardDelete(new Plain { Id = Guid.NewGuid() });
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task One_failure_comes_alone_and_several_come_together()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        session.Update(new Plain(), new Plain());
        var many = await Should.ThrowAsync<AggregateException>(() => session.SaveChangesAsync());
        many.InnerExceptions.Count.ShouldBe(2);
        many.InnerExceptions.ShouldAllBe(x => x is NonExistentDocumentException);
    }

    [Fact]
    public async Task A_failed_save_writes_nothing_and_keeps_the_unit_of_work()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var good = new Plain { Name = "good" };
        session.Store(good);
        session.Update(new Plain { Id = Guid.NewGuid() });
        await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync());
        (await LoadAsync<Plain>(store, good.Id)).ShouldBeNull();
        session.PendingChanges.Operations().Count().ShouldBe(2);
        await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.PendingChanges.Operations().ShouldBeEmpty();
        session.Store(good);
        await session.SaveChangesAsync();
        (await LoadAsync<Plain>(store, good.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Storing_one_instance_twice_is_one_operation()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Plain();
        session.Store(document);
        session.Store(document);
        session.PendingChanges.Operations().Count().ShouldBe(1);
        session.Insert(document);
        session.PendingChanges.Operations().Single().Role().ShouldBe(OperationRole.Insert);
        session.Update(document);
        session.PendingChanges.Operations().Single().Role().ShouldBe(OperationRole.Update);
        await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Two_instances_with_one_id_are_two_operations_and_the_last_wins()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var first = new Plain { Name = "first" };
        session.Store(first);
        session.Store(new Plain { Id = first.Id, Name = "last" });
        session.PendingChanges.Operations().Count().ShouldBe(2);
        await session.SaveChangesAsync();
        (await LoadAsync<Plain>(store, first.Id))!.Name.ShouldBe("last");
    }

    [Fact]
    public async Task A_deletion_takes_back_the_writes_of_its_id()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var first = new Plain();
        session.Store(first);
        session.Store(new Plain { Id = first.Id });
        session.Delete<Plain>(first.Id);
        session.PendingChanges.Operations().Single().Role().ShouldBe(OperationRole.Deletion);
        await session.SaveChangesAsync();
        (await LoadAsync<Plain>(store, first.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_write_after_a_deletion_brings_the_document_back()
    {
        await using var store = Store();
        var document = new Plain { Name = "old" };
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Delete(document);
        document.Name = "new";
        session.Store(document);
        session.PendingChanges.Operations().Select(o => o.Role()).ShouldBe([OperationRole.Deletion, OperationRole.Upsert]);
        await session.SaveChangesAsync();
        (await LoadAsync<Plain>(store, document.Id))!.Name.ShouldBe("new");
    }

    [Fact]
    public async Task Operations_run_in_the_order_in_which_they_were_queued()
    {
        await using var store = UniqueStore();
        var old = new Unique { Slug = "ordered" };
        await SaveAsync(store, old);
        await using var session = store.LightweightSession();
        session.Store(new Unique { Slug = "ordered" });
        session.Delete(old);
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.Delete(old);
        session.Store(new Unique { Slug = "ordered" });
        await session.SaveChangesAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(620)]
    public async Task A_unique_violation_names_the_offending_document(int position)
    {
        await using var store = UniqueStore();
        var taken = "taken" + position;
        await SaveAsync(store, new Unique { Slug = taken });
        await using var session = store.LightweightSession();
        var documents = Enumerable.Range(0, 650).Select(i => new Unique { Slug = i == position ? taken : $"{position}-{i}" }).ToArray();
        session.Store(documents);
        var e = await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        e.Message.ShouldBe($"Document already exists Unique: {documents[position].Id}");
        e.InnerException.ShouldBeOfType<PostgresException>().ConstraintName.ShouldBe("mt_doc_writetests_unique_uidx_slug");
        await using var query = store.QuerySession();
        (await query.CheckExistsAsync<Unique>(documents[0].Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_unique_violation_of_an_update_names_the_document()
    {
        await using var store = UniqueStore();
        var documents = new[] { new Unique { Slug = "u1" }, new Unique { Slug = "u2" } };
        await SaveAsync(store, documents);
        await using var session = store.LightweightSession();
        documents[1].Slug = "u1";
        session.Update(documents[1]);
        var e = await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        e.Id.ShouldBe(documents[1].Id);
    }

    [Fact]
    public async Task Nulls_are_never_duplicates()
    {
        await using var store = UniqueStore();
        await SaveAsync(store, new Unique(), new Unique());
    }

    [Fact]
    public async Task More_than_a_page_of_operations_is_all_or_nothing()
    {
        await using var store = Store();
        var known = new Big();
        await SaveAsync(store, known);
        await using var session = store.LightweightSession();
        var many = Enumerable.Range(0, 1203).Select(i => new Big { Name = "n" + i }).ToArray();
        session.Store(many);
        session.Insert(new Big { Id = known.Id });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        (await ScalarAsync<long>($"select count(*) from {Table("writetests_big")}")).ShouldBe(1);
        session.EjectAllPendingChanges();
        session.Store(many);
        await session.SaveChangesAsync();
        (await ScalarAsync<long>($"select count(*) from {Table("writetests_big")}")).ShouldBe(1204);
    }

    [Fact]
    public async Task Objects_go_to_the_table_of_their_own_type()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var plain = new Plain();
        var other = new Other();
        session.StoreObjects([plain, other]);
        await session.SaveChangesAsync();
        (await session.CheckExistsAsync<Plain>(plain.Id)).ShouldBeTrue();
        (await session.CheckExistsAsync<Other>(other.Id)).ShouldBeTrue();
        session.DeleteObjects([plain, other]);
        await session.SaveChangesAsync();
        (await session.CheckExistsAsync<Plain>(plain.Id)).ShouldBeFalse();
        session.InsertObjects([plain, other]);
        session.PendingChanges.Inserts().ShouldBe([plain, other]);
        await session.SaveChangesAsync();
        session.Store<object>(new List<Plain> { new(), new() });
        session.PendingChanges.Updates().Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_ejected_document_is_not_written()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var kept = new Plain();
        var ejected = new Plain();
        session.Store(kept, ejected);
        session.Eject(ejected);
        await session.SaveChangesAsync();
        (await LoadAsync<Plain>(store, kept.Id)).ShouldNotBeNull();
        (await LoadAsync<Plain>(store, ejected.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_type_is_ejected_with_all_its_operations()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        session.Store(new Plain());
        session.Delete<Plain>(Guid.NewGuid());
        session.Store(new Other());
        session.EjectAllOfType(typeof(Plain));
        session.PendingChanges.Operations().Single().DocumentType.ShouldBe(typeof(Other));
    }

    [Fact]
    public void Null_documents_are_refused()
    {
        using var store = Store();
        using var session = store.LightweightSession();
        Should.Throw<Exception>(() => session.Store<Plain>((Plain)null!));
        Should.Throw<Exception>(() => session.Store(new Plain(), null!));
        Should.Throw<Exception>(() => session.Insert<Plain>((IEnumerable<Plain>)null!));
        Should.Throw<Exception>(() => session.Delete<Plain>((Plain)null!));
        Should.Throw<Exception>(() => session.Eject<Plain>(null!));
    }

    [Fact]
    public async Task An_empty_save_sends_nothing()
    {
        await using var store = DocumentStore.For("Host=127.0.0.1;Port=1;Username=nobody");
        await using var session = store.LightweightSession();
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task Saves_are_not_counted_as_requests()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Plain();
        session.Store(document);
        await session.SaveChangesAsync();
        session.RequestCount.ShouldBe(0);
        await session.LoadAsync<Plain>(document.Id);
        await session.LoadManyAsync<Plain>(document.Id);
        session.RequestCount.ShouldBe(2);
    }

    [Fact]
    public async Task Names_of_every_kind_come_back_unchanged()
    {
        await using var store = Store(o => o.Schema.For<Plain>().DocumentAlias("hostile").Duplicate(x => x.Name));
        string[] names = ["'", "\"", "\\", "\\\\u0000", "%_", "?", "@p", ":p", "{0}", "$1", "😀", "é\u0301", "'; delete from x; --", "\r\n\t", "\u2028", "<&>", "/*"];
        var documents = names.Select(n => new Plain { Name = n }).ToArray();
        await SaveAsync(store, documents);
        await using var session = store.QuerySession();
        foreach (var document in documents) (await session.LoadAsync<Plain>(document.Id))!.Name.ShouldBe(document.Name);
        (await session.QueryAsync<string>($"select name from {Table("hostile")}")).ShouldBe(names, ignoreOrder: true);
        foreach (var name in names) (await session.QueryAsync<Plain>("where d.name = ?", name)).Single().Name.ShouldBe(name);
    }

    [Fact]
    public async Task A_nul_character_is_refused_by_a_clear_error()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Plain { Name = "a\0b" };
        session.Store(new Plain(), document);
        var e = await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
        e.Message.ShouldContain(document.Id.ToString());
    }

    [Fact]
    public async Task A_save_of_one_document_is_one_batch_without_a_transaction()
    {
        var counter = new Counting();
        await using var store = Store(o => o.Logger(counter));
        await SaveAsync(store, new Plain());
        counter.Batches.ShouldBe([1]);
        await SaveAsync(store, new Plain(), new Plain());
        counter.Batches.ShouldBe([1, 2]);
    }

    private sealed class Counting : IMartenLogger, IMartenSessionLogger
    {
        public List<int> Batches { get; } = [];

        public IMartenSessionLogger StartSession(IQuerySession session) => this;

        public void SchemaChange(string sql)
        {
        }

        public void OnBeforeExecute(NpgsqlCommand command)
        {
        }

        public void OnBeforeExecute(NpgsqlBatch batch)
        {
            batch.Transaction.ShouldBeNull();
            Batches.Add(batch.BatchCommands.Count);
        }

        public void LogSuccess(NpgsqlCommand command)
        {
        }

        public void LogSuccess(NpgsqlBatch batch)
        {
        }

        public void LogFailure(NpgsqlCommand command, Exception ex)
        {
        }

        public void LogFailure(NpgsqlBatch batch, Exception ex)
        {
        }

        public void LogFailure(Exception ex, string message)
        {
        }

        public void RecordSavedChanges(IDocumentSession session, global::Marten.Services.IChangeSet commit)
        {
        }
    }

    [Fact]
    public async Task A_large_body_comes_back()
    {
        await using var store = Store(o => o.CommandTimeout = 120);
        var document = new Plain { Name = new string('x', (Environment.GetEnvironmentVariable("AA_LARGE") is null ? 10_000_000 : 100_000_000)) };
        await SaveAsync(store, document);
        (await LoadAsync<Plain>(store, document.Id))!.Name!.Length.ShouldBe((Environment.GetEnvironmentVariable("AA_LARGE") is null ? 10_000_000 : 100_000_000));
    }
}

using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Metadata;
using Marten.Schema;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class SoftDeleteTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [SoftDeleted]
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    public class Knowing : ISoftDeleted
    {
        public Guid Id { get; set; }

        public bool Deleted { get; set; }

        public DateTimeOffset? DeletedAt { get; set; }
    }

    public class Plain
    {
        public Guid Id { get; set; }
    }

    public class Partitioned
    {
        public Guid Id { get; set; }
    }

    private async Task<bool?> DeletedAsync(string alias, Guid id) => await ScalarAsync<bool>($"select mt_deleted from {Table("softdeletetests_" + alias)} where id = '{id}'");

    [Fact]
    public async Task A_deleted_document_is_marked_and_still_loaded()
    {
        await using var store = Store();
        var document = new Doc();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Delete(document);
        await session.SaveChangesAsync();
        (await DeletedAsync("doc", document.Id)).ShouldBe(true);
        (await session.LoadAsync<Doc>(document.Id)).ShouldNotBeNull();
        (await session.CheckExistsAsync<Doc>(document.Id)).ShouldBeTrue();
        var metadata = (await session.MetadataForAsync(document))!;
        metadata.Deleted.ShouldBeTrue();
        metadata.DeletedAt.ShouldNotBeNull();
        session.Insert(new Doc { Id = document.Id });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.Store(document);
        await session.SaveChangesAsync();
        (await DeletedAsync("doc", document.Id)).ShouldBe(false);
        session.Delete<Doc>(document.Id);
        await session.SaveChangesAsync();
        session.Update(document);
        await session.SaveChangesAsync();
        (await DeletedAsync("doc", document.Id)).ShouldBe(false);
        session.HardDelete(document);
        await session.SaveChangesAsync();
        (await session.CheckExistsAsync<Doc>(document.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_document_that_knows_is_told_at_once()
    {
        await using var store = Store();
        var document = new Knowing();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Delete(document);
        document.Deleted.ShouldBeTrue();
        document.DeletedAt.ShouldNotBeNull();
        await session.SaveChangesAsync();
        var loaded = (await LoadAsync<Knowing>(store, document.Id))!;
        loaded.Deleted.ShouldBeTrue();
        loaded.DeletedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_deletes_undoes_and_hard_deletes()
    {
        await using var store = Store(o => o.Schema.For<Doc>().DocumentAlias("softwhere"));
        var documents = new[] { "a", "b", "c" }.Select(n => new Doc { Name = n }).ToArray();
        await SaveAsync(store, documents);
        await using var session = store.LightweightSession();
        session.DeleteWhere<Doc>(x => x.Name == "a" || x.Name == "b");
        await session.SaveChangesAsync();
        (await session.QueryAsync<string>($"select data ->> 'Name' from {Table("softwhere")} where mt_deleted order by 1")).ShouldBe(["a", "b"]);
        session.UndoDeleteWhere<Doc>(x => x.Name == "a");
        await session.SaveChangesAsync();
        (await session.QueryAsync<string>($"select data ->> 'Name' from {Table("softwhere")} where mt_deleted")).ShouldBe(["b"]);
        session.HardDeleteWhere<Doc>(x => x.Name == "b");
        await session.SaveChangesAsync();
        (await session.QueryAsync<string>($"select data ->> 'Name' from {Table("softwhere")} order by 1")).ShouldBe(["a", "c"]);
        Should.Throw<InvalidOperationException>(() => session.UndoDeleteWhere<Plain>(x => x.Id == Guid.Empty))
            .Message.ShouldBe("Un-deleting documents can only be done against document types configured to be soft-deleted");
    }

    [Fact]
    public async Task A_partitioned_table_keeps_the_deleted_apart()
    {
        await using var store = Store(o => o.Schema.For<Partitioned>().SoftDeletedWithPartitioning());
        var document = new Partitioned();
        await SaveAsync(store, document);
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Delete(document);
        await session.SaveChangesAsync();
        (await ScalarAsync<long>($"select count(*) from {Table("softdeletetests_partitioned_deleted")}")).ShouldBe(1);
        session.Insert(new Partitioned { Id = document.Id });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.Store(document);
        await session.SaveChangesAsync();
        (await ScalarAsync<long>($"select count(*) from {Table("softdeletetests_partitioned")}")).ShouldBe(1);
        await store.BulkInsertAsync([document, new Partitioned()], global::Weasel.Core.BulkInsertMode.OverwriteExisting);
        (await ScalarAsync<long>($"select count(*) from {Table("softdeletetests_partitioned")}")).ShouldBe(2);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }
}

using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

/// <summary>The names that a failed save has put in are nobody's.</summary>
public class FailedSaveUserTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Paper : UuidAuditDocument, IUserAudited
    {
        public string? CreatedBy { get; set; }

        public string? UpdatedBy { get; set; }
    }

    public static TheoryData<bool, bool> Kinds => new MatrixTheoryData<bool, bool>([true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_document_is_of_who_saves_it_and_not_of_who_failed(bool isRevisioned, bool inserts)
    {
        var store = Store(name: $"new{isRevisioned}{inserts}");
        IUserAudited document = isRevisioned ? new Paper() : new Note { Id = Guid.NewGuid() };
        await FailAsync(store, "ann", document, inserts);
        await SaveAsync(store, "bob", document, inserts);
        (document.CreatedBy, document.UpdatedBy).ShouldBe(("bob", "bob"));
        await SaveAsync(store, "cid", document);
        (document.CreatedBy, document.UpdatedBy).ShouldBe(("bob", "cid"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_document_that_fails_twice_and_is_saved_by_nobody_known_has_no_names(bool isRevisioned, bool inserts)
    {
        var store = Store(name: $"nobody{isRevisioned}{inserts}");
        IUserAudited document = isRevisioned ? new Paper() : new Note { Id = Guid.NewGuid() };
        await FailAsync(store, "ann", document, inserts);
        await FailAsync(store, "bob", document, inserts);
        await SaveAsync(store, null, document, inserts);
        (document.CreatedBy, document.UpdatedBy).ShouldBe(((string?)null, null));
    }

    [Fact]
    public async Task A_creation_in_no_name_whose_retry_has_one_gets_that()
    {
        var store = Store();
        Note note = new() { Id = Guid.NewGuid() };
        await FailAsync(store, null, note);
        await SaveAsync(store, "bob", note);
        (note.CreatedBy, note.UpdatedBy).ShouldBe(("bob", "bob"));
    }

    [Fact]
    public async Task The_callers_own_names_are_kept_also_those_given_after_the_failure()
    {
        var store = Store();
        Paper before = new() { CreatedBy = "grace" }, after = new();
        await FailAsync(store, "ann", before);
        await FailAsync(store, "ann", after);
        after.CreatedBy = "grace";
        await SaveAsync(store, "bob", before);
        await SaveAsync(store, "bob", after);
        (before.CreatedBy, before.UpdatedBy).ShouldBe(("grace", "bob"));
        (after.CreatedBy, after.UpdatedBy).ShouldBe(("grace", "bob"));
    }

    [Fact]
    public async Task A_change_that_failed_leaves_the_last_editor_to_a_retry_in_no_name()
    {
        var store = Store();
        Paper paper = new();
        await SaveAsync(store, "ann", paper);
        await FailAsync(store, "bob", paper);
        await SaveAsync(store, null, paper);
        (paper.CreatedBy, paper.UpdatedBy).ShouldBe(("ann", "ann"));
    }

    [Fact]
    public async Task Documents_of_a_failed_bulk_insert_are_of_who_saves_them()
    {
        var user = "ann";
        var store = Store(o => o.UseAdvancedAlchemy(a => a.UserName = () => user));
        Paper paper = new();
        await Should.ThrowAsync<Exception>(() => store.BulkInsertAuditedAsync([paper, new Paper { Id = paper.Id }]));
        user = "bob";
        await store.BulkInsertAuditedAsync([paper]);
        (paper.CreatedBy, paper.UpdatedBy).ShouldBe(("bob", "bob"));
        await SaveAsync(store, "cid", (await LoadAsync(store, paper.Id))!);
        var stored = (await LoadAsync(store, paper.Id))!;
        (stored.CreatedBy, stored.UpdatedBy).ShouldBe(("bob", "cid"));
    }

    private static async Task<Paper?> LoadAsync(DocumentStore store, Guid id)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Paper>(id);
    }

    private static async Task SaveAsync(DocumentStore store, string? user, IUserAudited document, bool inserts = false)
    {
        await using var session = store.LightweightSession();
        await SaveAsync(session, user, document, inserts);
    }

    private static Task SaveAsync(IDocumentSession session, string? user, IUserAudited document, bool inserts)
    {
        session.LastModifiedBy = user!;
        if (inserts) session.InsertObjects([document]);
        else session.StoreObjects([document]);
        return session.SaveChangesAsync();
    }

    /// <summary>A save of the document along with another under an id that is taken.</summary>
    private static async Task FailAsync(DocumentStore store, string? user, IUserAudited document, bool inserts = false)
    {
        Tag tag = new() { Name = "taken" };
        await using var session = store.LightweightSession();
        session.Store(tag);
        await session.SaveChangesAsync();
        session.Insert(new Tag { Id = tag.Id, Name = "again" });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => SaveAsync(session, user, document, inserts));
    }
}

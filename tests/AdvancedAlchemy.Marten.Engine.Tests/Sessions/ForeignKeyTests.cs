using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class ForeignKeyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Author
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    public class Book
    {
        public Guid Id { get; set; }

        public Guid? AuthorId { get; set; }
    }

    public class Page
    {
        public Guid Id { get; set; }

        public Guid BookId { get; set; }
    }

    private DocumentStore Books() => Store(o =>
    {
        o.Schema.For<Book>().ForeignKey<Author>(x => x.AuthorId);
        o.Schema.For<Page>().ForeignKey<Book>(x => x.BookId, k => k.DeleteAction = CascadeAction.Cascade);
    });

    [Fact]
    public async Task Referenced_documents_are_written_first_whatever_the_order()
    {
        await using var store = Books();
        await using var session = store.LightweightSession();
        var author = new Author { Id = Guid.NewGuid() };
        var book = new Book { Id = Guid.NewGuid(), AuthorId = author.Id };
        session.Store(new Page { BookId = book.Id });
        session.Store(book);
        session.Store(author);
        await session.SaveChangesAsync();
        session.Delete(author);
        session.Delete(book);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Author>(author.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_reference_can_move_before_its_old_target_is_deleted()
    {
        await using var store = Books();
        var old = new Author { Id = Guid.NewGuid() };
        var young = new Author { Id = Guid.NewGuid() };
        var book = new Book { AuthorId = old.Id };
        await SaveAsync<object>(store, old, book);
        await using var session = store.LightweightSession();
        book.AuthorId = young.Id;
        session.Store(book);
        session.Store(young);
        session.Delete(old);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Author>(old.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Queued_sql_keeps_its_place()
    {
        await using var store = Books();
        await using var session = store.LightweightSession();
        var author = new Author { Id = Guid.NewGuid(), Name = "a" };
        session.Store(new Book { AuthorId = author.Id });
        session.Store(author);
        session.QueueSqlCommand($"update {Table("foreignkeytests_author")} set data = jsonb_set(data, '{{Name}}', '\"sql\"') where id = ?", author.Id);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Author>(author.Id))!.Name.ShouldBe("sql");
    }

    [Fact]
    public async Task A_violation_is_a_command_exception()
    {
        await using var store = Books();
        await using var session = store.LightweightSession();
        session.Store(new Book { AuthorId = Guid.NewGuid() });
        var e = await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
        e.Message.ShouldStartWith("Marten Command Failure:$");
        e.InnerException.ShouldBeOfType<PostgresException>().ConstraintName.ShouldBe("mt_doc_foreignkeytests_book_author_id_fkey");
    }

    [Fact]
    public async Task A_violation_of_a_deferred_constraint_is_a_command_exception_too()
    {
        await using var store = Books();
        await SaveAsync(store, new Book());
        await ExecuteAsync($"""
            drop table if exists {Schema}.deferred;
            create table {Schema}.deferred (id uuid primary key, author uuid references {Schema}.mt_doc_foreignkeytests_author (id) deferrable initially deferred)
            """);
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(default);
        session.QueueSqlCommand($"insert into {Schema}.deferred values (?, ?)", Guid.NewGuid(), Guid.NewGuid());
        (await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync())).InnerException.ShouldBeOfType<PostgresException>();
        await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
    }
}

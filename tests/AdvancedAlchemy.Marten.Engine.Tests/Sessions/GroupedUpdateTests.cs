using System.ComponentModel;
using System.Data.Common;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using Weasel.Core;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class GroupedUpdateTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Plain
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }

        public int? Number { get; set; }
    }

    public class Revised : IRevisioned
    {
        public Guid Id { get; set; }

        public int Version { get; set; }

        public string? Name { get; set; }
    }

    public class Sparse
    {
        public Guid Id { get; set; }

        public string? Text { get; set; }

        public int? Integer { get; set; }

        public long? Long { get; set; }

        public short? Short { get; set; }

        public decimal? Decimal { get; set; }

        public double? Double { get; set; }

        public float? Float { get; set; }

        public bool? Bool { get; set; }

        public Guid? Guid { get; set; }

        public DateTime? DateTime { get; set; }

        public DateTimeOffset? Offset { get; set; }

        public DateOnly? Date { get; set; }

        public TimeOnly? Time { get; set; }

        public TimeSpan? Span { get; set; }

        public DayOfWeek? Day { get; set; }
    }

    [Fact]
    public async Task Duplicated_members_that_are_null_in_all_of_many_documents_are_written_as_nulls()
    {
        await using var store = Store(o => o.Schema.For<Sparse>()
            .Duplicate(x => x.Text!).Duplicate(x => x.Integer!).Duplicate(x => x.Long!).Duplicate(x => x.Short!).Duplicate(x => x.Decimal!).Duplicate(x => x.Double!)
            .Duplicate(x => x.Float!).Duplicate(x => x.Bool!).Duplicate(x => x.Guid!).Duplicate(x => x.DateTime!).Duplicate(x => x.Offset!).Duplicate(x => x.Date!)
            .Duplicate(x => x.Time!).Duplicate(x => x.Span!).Duplicate(x => x.Day!));
        var documents = await StoredAsync<Sparse>(store, 10);
        await using var session = store.LightweightSession();
        session.Update(documents);
        await session.SaveChangesAsync();
        (await session.Query<Sparse>().CountAsync(d => d.Integer == null && d.Offset == null && d.Day == null)).ShouldBe(10);
    }

    private static async Task<T[]> StoredAsync<T>(IDocumentStore store, int count, string? tenant = null) where T : notnull, new()
    {
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        T[] documents = [.. Enumerable.Range(0, count).Select(_ => new T())];
        session.Store(documents);
        await session.SaveChangesAsync();
        return documents;
    }

    private static async Task<int> CommandsAsync(IDocumentSession session)
    {
        var logger = new CountingLogger();
        session.Logger = logger;
        await session.SaveChangesAsync();
        return logger.Commands;
    }

    [Fact]
    public async Task Many_updates_are_one_statement_and_all_are_written()
    {
        await using var store = Store(o => o.Schema.For<Plain>().Duplicate(x => x.Number!));
        var documents = await StoredAsync<Plain>(store, 20);
        for (var i = 0; i < documents.Length; i++) (documents[i].Name, documents[i].Number) = ($"n'{i}", i % 3 == 0 ? null : i);
        await using var session = store.LightweightSession();
        session.Update(documents);
        (await CommandsAsync(session)).ShouldBe(1);

        var read = await session.LoadManyAsync<Plain>([.. documents.Select(d => d.Id)]);
        read.OrderBy(d => d.Id).Select(d => (d.Name, d.Number)).ShouldBe(documents.OrderBy(d => d.Id).Select(d => (d.Name, d.Number)));
        (await session.Query<Plain>().CountAsync(d => d.Number == 4)).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_not_there_is_named_and_nothing_is_written()
    {
        await using var store = Store();
        var documents = await StoredAsync<Plain>(store, 10);
        foreach (var document in documents) document.Name = "new";
        documents[4].Id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Update(documents);
        (await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync())).Id.ShouldBe(documents[4].Id);
        (await session.Query<Plain>().CountAsync(d => d.Name == "new")).ShouldBe(0);
    }

    [Fact]
    public async Task Revisions_are_checked_for_each_and_known_afterwards()
    {
        await using var store = Store();
        var documents = await StoredAsync<Revised>(store, 10);
        await using var session = store.LightweightSession();
        foreach (var document in documents) session.UpdateRevision(document, 2);
        (await CommandsAsync(session)).ShouldBe(1);
        documents.ShouldAllBe(d => d.Version == 2);

        session.Update(documents);
        foreach (var operation in session.PendingChanges.Operations().OfType<IRevisionedOperation>()) operation.Revision = 3;
        documents[7].Name = "late";
        await using (var other = store.LightweightSession())
        {
            other.Store(new Revised { Id = documents[3].Id, Name = "faster" });
            await other.SaveChangesAsync();
        }

        (await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync())).Id.ShouldBe(documents[3].Id);
        (await session.Query<Revised>().CountAsync(d => d.Name == "late")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_wish_for_a_revision_each_gets_its_next_one()
    {
        await using var store = Store();
        var documents = await StoredAsync<Revised>(store, 10);
        await using var session = store.LightweightSession();
        session.Update(documents[0]);
        await session.SaveChangesAsync();
        session.Update(documents);
        (await CommandsAsync(session)).ShouldBe(1);
        documents.Select(d => d.Version).ShouldBe([3, .. Enumerable.Repeat(2, 9)]);
    }

    [Fact]
    public async Task Another_tenants_documents_are_not_touched()
    {
        await using var store = Store(o => o.Policies.ForAllDocuments(m => m.TenancyStyle = TenancyStyle.Conjoined));
        var documents = await StoredAsync<Plain>(store, 10, "a");
        await using var b = store.LightweightSession("b");
        b.Update(documents);
        await Should.ThrowAsync<Exception>(() => b.SaveChangesAsync());
        foreach (var document in documents) document.Name = "mine";
        await using var a = store.LightweightSession("a");
        a.Update(documents);
        await a.SaveChangesAsync();
        (await a.Query<Plain>().CountAsync(d => d.Name == "mine")).ShouldBe(10);
    }

    [Fact]
    public async Task What_only_explains_failures_is_asked_when_there_is_one()
    {
        await using var store = Store();
        var document = (await StoredAsync<Revised>(store, 1))[0];
        await using var session = store.LightweightSession();
        Explanation explanation = new();
        session.UpdateRevision(document, 2);
        session.QueueOperation(explanation);
        (await CommandsAsync(session)).ShouldBe(1);
        explanation.Asked.ShouldBe(0);

        session.UpdateRevision(document, 2);
        session.QueueOperation(explanation);
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldBe("42");
        explanation.Asked.ShouldBe(1);
    }

    [ReadOnly(true), Category("Failures")]
    private sealed class Explanation : Weasel.Storage.IStorageOperation
    {
        public int Asked { get; private set; }

        public Type DocumentType => typeof(Explanation);

        public OperationRole Role() => OperationRole.Other;

        public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
        {
            Asked++;
            builder.Append("select 42");
        }

        public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
        {
            await reader.ReadAsync(token);
            exceptions[0] = new InvalidOperationException($"{reader.GetInt32(0)}", exceptions[0]);
        }
    }

    private sealed class CountingLogger : IMartenSessionLogger
    {
        public int Commands { get; private set; }

        public void LogSuccess(Npgsql.NpgsqlCommand command)
        {
        }

        public void LogFailure(Npgsql.NpgsqlCommand command, Exception ex)
        {
        }

        public void LogSuccess(Npgsql.NpgsqlBatch batch)
        {
        }

        public void LogFailure(Npgsql.NpgsqlBatch batch, Exception ex)
        {
        }

        public void LogFailure(Exception ex, string message)
        {
        }

        public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
        {
        }

        public void OnBeforeExecute(Npgsql.NpgsqlCommand command)
        {
        }

        public void OnBeforeExecute(Npgsql.NpgsqlBatch batch) => Commands += batch.BatchCommands.Count;
    }
}

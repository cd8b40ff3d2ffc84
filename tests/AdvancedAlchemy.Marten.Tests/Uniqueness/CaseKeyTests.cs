using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Core;
using Marten;
using Marten.Schema;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class CaseKeyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(ComputedIndex.Casings.Lower)]
    [InlineData(ComputedIndex.Casings.Upper)]
    public async Task Any_case_of_a_key_is_the_same_document(ComputedIndex.Casings casing)
    {
        var store = Store(o => Index(o, casing));
        await using var session = store.LightweightSession();
        var (ada, _) = await session.GetOrCreateAsync<Account>(a => a.Email == "Ada@Example.org", () => new Account { Email = "Ada@Example.org" });
        await session.SaveChangesAsync();
        await using var later = store.LightweightSession();
        var mail = "ADA@example.ORG";
        (await later.GetOrCreateAsync<Account>(a => a.Email == mail, () => new Account { Email = mail })).Document.Id.ShouldBe(ada.Id);
        (await later.GetOrCreateAsync<Account>(a => a.Email.ToLower() == mail.ToLower(), () => new Account { Email = mail })).Created.ShouldBeFalse();
        (await later.GetOrCreateAsync<Account>(a => a.Email.Equals(mail, StringComparison.OrdinalIgnoreCase), () => new Account { Email = mail })).Created.ShouldBeFalse();
        (await later.GetOrCreateAsync<Account>(a => a.Email.EqualsIgnoreCase(mail), () => new Account { Email = mail })).Created.ShouldBeFalse();
        (await later.GetOrCreateAsync<Account>(a => a.Email == "%", () => new Account { Email = "%" })).Created.ShouldBeTrue();
    }

    [Fact]
    public async Task Letters_of_which_NET_and_PostgreSQL_have_other_ideas_are_no_trouble()
    {
        var store = Store(o => Index(o, ComputedIndex.Casings.Lower));
        string[] names = ["İstanbul", "ISTANBUL", "istanbul", "ıstanbul", "Straße", "STRASSE", "straße", "\U0001F600 x", "\U00010400", "\U00010428", " a", "a ", "a\t", "K", "k", "ς", "Σ", "σ"];
        List<Guid> ids = [];
        for (var i = 0; i < 2; i++)
        {
            await using var session = store.LightweightSession();
            List<Guid> found = [];
            foreach (var name in names) found.Add((await session.AsUniqueAsync<Account, string>(name, UniqueScope.Immediate)).Id);
            if (i == 1) found.ShouldBe(ids);
            ids = found;
        }

        await using var later = store.LightweightSession();
        (await later.AsUniqueAsync<Account, string>(names)).Select(a => a.Id).ShouldBe(ids);
        await later.SaveChangesAsync();
        (await later.Query<Account>().CountAsync()).ShouldBe(ids.Distinct().Count());
    }

    [Fact]
    public async Task Many_keys_are_found_by_the_index()
    {
        var store = Store(o => Index(o, ComputedIndex.Casings.Lower));
        await store.BulkInsertAsync([.. Enumerable.Range(0, 3000).Select(i => new Account { Email = $"User{i}@x" })]);
        await using var session = store.LightweightSession();
        await session.ExecuteAsync(new NpgsqlCommand($"analyze {store.Options.DatabaseSchemaName}.mt_doc_casekeytests_account"));
        CommandLog log = new();
        session.Logger = log;
        var made = await session.AsUniqueAsync<Account, string>(Enumerable.Range(0, 1000).Select(i => $"uSER{i}@X"));
        made.ShouldAllBe(a => a.Version == 1);
        log.Commands.Count.ShouldBe(2);
        var look = log.Commands[0];
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using var explain = look.Clone();
        explain.CommandText = "explain " + explain.CommandText;
        explain.Connection = connection;
        List<string> plan = [];
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        plan.ShouldContain(l => l.Contains("Index Scan", StringComparison.Ordinal) && l.Contains("idx_email", StringComparison.Ordinal), string.Join('\n', plan));
        plan.ShouldNotContain(l => l.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_ignores_case_needs_an_index_that_does()
    {
        var store = Store(o => o.Schema.For<Account>().UniqueIndex(a => a.Email));
        await using var session = store.LightweightSession();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => session.GetOrCreateAsync<Account>(a => a.Email.ToLower() == "x", () => new Account { Email = "X" }));
        failure.Message.ShouldContain("Casings.Lower");
    }

    private static void Index(StoreOptions options, ComputedIndex.Casings casing) =>
        options.Schema.For<Account>().Index(a => a.Email, i => (i.IsUnique, i.Casing) = (true, casing));

    public class Account : UuidDocument, IUnique<Account, string>
    {
        public string Email { get; set; } = "";

        public static object UniqueKey(string email) => email;

        public static Expression<Func<Account, bool>> UniqueFilter(string email) => a => a.Email == email;

        public static Account Create(string email) => new() { Email = email };
    }
}

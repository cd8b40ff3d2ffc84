using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Patching;
using Npgsql;
using Weasel.Core;

namespace MartenFacts.Hardening;

/// <summary>Servers and databases that are set up otherwise than the one at home.</summary>
public class ServerSettingsTests(PostgresFixture postgres) : FactsTest(postgres)
{
    public enum Mood
    {
        Good,
        Bad,
    }

    public class Everything
    {
        public Guid Id { get; set; }

        public DateTimeOffset Moment { get; set; }

        public DateTime Local { get; set; }

        public DateOnly Day { get; set; }

        public TimeOnly Time { get; set; }

        public TimeSpan Span { get; set; }

        public decimal Price { get; set; }

        public double Ratio { get; set; }

        public long Count { get; set; }

        public string Text { get; set; } = "";

        public Mood Mood { get; set; }
    }

    private const string Odd =
        "-c TimeZone=Asia/Kathmandu -c DateStyle=German,DMY -c IntervalStyle=sql_standard -c standard_conforming_strings=off -c search_path=nowhere "
        + "-c bytea_output=escape -c extra_float_digits=-5 -c backslash_quote=on";

    private DocumentStore OddStore() => Store(o =>
    {
        o.Connection(new NpgsqlConnectionStringBuilder(ConnectionString) { Options = Odd }.ConnectionString);
        Configure(o);
    });

    private static void Configure(StoreOptions o) => o.Schema.For<Everything>()
        .Duplicate(e => e.Moment).Duplicate(e => e.Day).Duplicate(e => e.Span).Duplicate(e => e.Price).Duplicate(e => e.Mood)
        .Index(e => e.Local).Index(e => e.Text).Index(e => e.Time).SoftDeletedWithIndex();

    [Fact]
    public async Task Documents_come_back_and_are_found_whatever_the_servers_settings()
    {
        var document = new Everything
        {
            Id = Guid.NewGuid(), Moment = new DateTimeOffset(2024, 2, 29, 23, 59, 59, 999, TimeSpan.FromHours(-11)), Local = new DateTime(2024, 3, 4, 5, 6, 7),
            Day = new DateOnly(2024, 2, 1), Time = new TimeOnly(13, 14, 15), Span = new TimeSpan(-3, 4, 5, 6), Price = 1.10m, Ratio = 0.1 + 0.2, Count = long.MaxValue,
            Text = @"a\'b", Mood = Mood.Bad,
        };
        var store = OddStore();
        await SaveAsync(store, document);
        await using var query = store.QuerySession();
        var (moment, local, day, time, span) = (document.Moment, document.Local, document.Day, document.Time, document.Span);
        var (price, ratio, count, text) = (document.Price, document.Ratio, document.Count, document.Text);
        (await query.Query<Everything>().CountAsync(e => e.Moment == moment)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Local == local)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Day == day)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Time == time)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Span == span)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Price == price)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Ratio == ratio)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Count == count)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Text == text)).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Text.Contains(@"\'"))).ShouldBe(1);
        (await query.Query<Everything>().CountAsync(e => e.Mood == Mood.Bad)).ShouldBe(1);
        (await query.Query<Everything>().Select(e => new { e.Moment, e.Day, e.Span, e.Local }).SingleAsync())
            .ShouldBe(new { Moment = moment, Day = day, Span = span, Local = local });
        (await query.Query<Everything>().Select(e => e.Moment).SingleAsync()).ShouldBe(moment);
        (await query.LoadAsync<Everything>(document.Id)).ShouldBeEquivalentTo(document);
    }

    [Fact]
    public async Task A_table_made_under_other_settings_is_as_configured()
    {
        await SaveAsync(Store(Configure), new Everything());
        await OddStore().Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task A_table_made_under_odd_settings_is_as_configured_under_plain_ones()
    {
        await SaveAsync(OddStore(), new Everything());
        await Store(Configure).Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task The_culture_of_the_thread_has_no_part_in_what_is_stored()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~" };
            odd.DateTimeFormat = new DateTimeFormatInfo { DateSeparator = "!", TimeSeparator = "?", ShortDatePattern = "yy!d!M" };
            CultureInfo.CurrentCulture = odd;
            var store = Store(Configure);
            var document = new Everything { Id = Guid.NewGuid(), Price = 1234.5m, Ratio = -1.5, Moment = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) };
            await SaveAsync(store, document);
            await using var query = store.QuerySession();
            (await query.Query<Everything>().CountAsync(e => e.Price == 1234.5m && e.Ratio == -1.5 && e.Moment == document.Moment)).ShouldBe(1);
            (await query.Query<Everything>().Where(e => e.Price > -1).Take(1).Skip(0).CountAsync()).ShouldBe(1);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("Mixed Case")]
    [InlineData("with\"quote")]
    [InlineData("with'apostrophe")]
    [InlineData("select")]
    public async Task A_schema_may_be_called_anything(string name)
    {
        var schema = $"{name} {Schema}";
        try
        {
            var store = Store(o =>
            {
                o.DatabaseSchemaName = schema;
                Configure(o);
                o.Schema.For<CleaningTests.Numbered>();
            });
            await SaveAsync(store, new Everything { Text = "x" });
            await SaveAsync(store, new CleaningTests.Numbered());
            await store.BulkInsertAsync([new Everything { Text = "y" }], BulkInsertMode.OverwriteExisting);
            await using var session = store.LightweightSession();
            (await session.Query<Everything>().CountAsync()).ShouldBe(2);
            session.DeleteWhere<Everything>(e => e.Text == "x");
            session.Patch<Everything>(e => e.Text == "y").Set(e => e.Text, "z");
            await session.SaveChangesAsync();
            (await session.Query<Everything>().Select(e => e.Text).ToListAsync()).ShouldBe(["z"]);
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
            await store.Advanced.Clean.DeleteAllDocumentsAsync();
            await store.Advanced.Clean.CompletelyRemoveAllAsync();
        }
        finally
        {
            await ExecuteAsync($"set client_min_messages = error; drop schema if exists \"{schema.ToLowerInvariant().Replace("\"", "\"\"")}\" cascade");
        }
    }
}

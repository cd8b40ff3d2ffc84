using Marten.Engine.Schema;
using Weasel.Postgresql;

namespace AdvancedAlchemy.Marten.Engine.Tests.Schema;

public sealed class SchemaNameTests(SchemaTestDatabase database) : IClassFixture<SchemaTestDatabase>
{
    [Fact]
    public async Task Hostile_names_go_in_and_settle()
    {
        foreach (var hostile in new[] { "It's \"quoted\"", "UPPER case", "größe 名前 🙂", "select", "a.b;--", "$body$ $$", "back\\slash", "{0} @p :x ? %" })
        {
            var plain = Sample.Table("x", hostile);
            var table = plain with
            {
                Name = new(hostile, hostile),
                Columns = [.. plain.Columns, new(hostile, "varchar", Default: Identifier.Literal(hostile), Backfill: $"data ->> {Identifier.Literal(hostile)}")],
                PrimaryKey = new($"pk {hostile}", ["id"]),
                Indexes =
                [
                    new($"ix {hostile}", [hostile, $"data ->> {Identifier.Literal(hostile)}"]) { Predicate = $"{Identifier.Quote(hostile)} <> {Identifier.Literal(hostile)}" },
                ],
                ForeignKeys = [new($"fk {hostile}", ["id"], new(hostile, hostile), ["id"])],
            };
            SchemaObject[] objects = [table, .. StandardObjects.ImmutableFunctions(hostile), .. StandardObjects.HiLo(hostile), new SequenceModel(new(hostile, $"seq {hostile}"))];
            await database.SettlesAsync(objects);
            (await database.ScalarAsync<long>($"SELECT {Identifier.Quote(hostile)}.mt_get_next_hi({Identifier.Literal(hostile)})")).ShouldBe(0);

            await database.ExecuteAsync($"DROP INDEX {new ObjectName(hostile, $"ix {hostile}").Quoted}");
            await database.SettlesAsync(objects);
        }
    }

    [Fact]
    public void A_name_that_would_be_cut_off_is_refused()
    {
        var name = new string('x', 64);
        var failure = Should.Throw<PostgresqlIdentifierTooLongException>(() => new SchemaMigrator().ToScript([new TableModel(new("public", name))]));
        failure.Message.ShouldBe($"Database identifier {name} would be truncated. The PostgresqlMigratorNameDataLength property is currently 64. You may want to change this value with a corresponding change to Postgresql's NAMEDATALEN or by explicitly overriding the database object name that is violating the length rule");
        failure.Length.ShouldBe(64);
        new SchemaMigrator().ToScript([new TableModel(new("public", name[1..]))]).ShouldContain(name[1..]);
        new SchemaMigrator(new() { NameDataLength = 128 }).ToScript([new TableModel(new("public", name))]).ShouldContain(name);

        // bytes count, not characters
        Should.Throw<PostgresqlIdentifierTooLongException>(() => Identifier.Check(new string('ü', 32), 64));
        Should.Throw<PostgresqlIdentifierTooLongException>(
            () => new SchemaMigrator().ToScript([Sample.Table("x").With(new IndexModel(name, ["id"]))]));
        Should.Throw<ArgumentException>(() => Identifier.Check("a\0b", 64)).Message.ShouldContain("NUL");
    }

    [Fact]
    public void An_index_name_used_twice_is_refused_and_an_exact_repetition_is_not()
    {
        var table = Sample.Table("twice").With(new ColumnModel("a", "varchar")).With(new IndexModel("mt_doc_twice_idx_a", ["data ->> 'A'"]));
        var failure = Should.Throw<ArgumentException>(() => new SchemaMigrator().ToScript([table.With(new IndexModel("mt_doc_twice_idx_a", ["a"]))]));
        failure.Message.ShouldContain("'mt_doc_twice_idx_a'");
        failure.Message.ShouldContain("public.mt_doc_twice");
        new SchemaMigrator().ToScript([table.With(new IndexModel("mt_doc_twice_idx_a", ["data ->> 'A'"])), table]).ShouldContain("mt_doc_twice_idx_a");

        var elsewhere = Should.Throw<ArgumentException>(
            () => new SchemaMigrator().ToScript([table, Sample.Table("other").With(new IndexModel("mt_doc_twice_idx_a", ["id"]))]));
        elsewhere.Message.ShouldContain("public.mt_doc_other");
    }
}

using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Configuration;

public class SerializerTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public enum Colour
    {
        Red,
        Blue,
    }

    public class Doc
    {
        public Guid Id { get; set; }

        public string? FirstName { get; set; }

        [JsonPropertyName("renamed")]
        public string? Other { get; set; }

        [JsonIgnore]
        public string? Ignored { get; set; }

        public Colour Colour { get; set; }

        public Dictionary<string, int> Counts { get; set; } = [];

        public Inner? Inner { get; set; }
    }

    public class Inner
    {
        public int DeepValue { get; set; }
    }

    public class Values
    {
        public Guid Id { get; set; }

        public decimal Price { get; set; }

        public TimeSpan Span { get; set; }

        public DateTimeOffset Moment { get; set; }

        public DateTime Utc { get; set; }

        public DateTime Local { get; set; }

        public DateOnly Day { get; set; }

        public TimeOnly Clock { get; set; }

        public byte[] Bytes { get; set; } = [];

        public double Double { get; set; }

        public string Text { get; set; } = "";

        public Dictionary<Guid, string> ByGuid { get; set; } = [];

        public HashSet<int> Set { get; set; } = [];

        public string Private { get; private set; } = "initial";

        public List<int> GetOnly { get; } = [];

        public required string Required { get; set; }

        public void SetPrivate(string value) => Private = value;
    }

    private async Task<string> KeysAsync(string alias) =>
        await ScalarAsync<string>($"select string_agg(k, ',' order by k) from {Table(alias)}, jsonb_object_keys(data) k");

    [Theory]
    [InlineData(Casing.Default, "Colour,Counts,FirstName,Id,Inner,renamed", "first_name")]
    [InlineData(Casing.CamelCase, "colour,counts,firstName,id,inner,renamed", "first_name")]
    [InlineData(Casing.SnakeCase, "colour,counts,first_name,id,inner,renamed", "first_name")]
    public async Task Keys_follow_the_casing(Casing casing, string keys, string column)
    {
        var alias = "casing_" + casing.ToString().ToLowerInvariant();
        await using var store = Store(o =>
        {
            o.Schema.For<Doc>().DocumentAlias(alias).Duplicate(x => x.FirstName).Index(x => x.Other).Index(x => x.Inner!.DeepValue);
            o.UseSystemTextJsonForSerialization(EnumStorage.AsInteger, casing);
        });
        var document = new Doc { FirstName = "f", Other = "o", Ignored = "i", Counts = { ["Key"] = 1 }, Inner = new Inner { DeepValue = 5 } };
        await SaveAsync(store, document);
        (await KeysAsync(alias)).ShouldBe(keys);
        (await ScalarAsync<string>($"select {column} from {Table(alias)}")).ShouldBe("f");
        var loaded = (await LoadAsync<Doc>(store, document.Id))!;
        (loaded.FirstName, loaded.Other, loaded.Ignored, loaded.Counts["Key"], loaded.Inner!.DeepValue).ShouldBe(("f", "o", null, 1, 5));
    }

    [Theory]
    [InlineData(EnumStorage.AsInteger, "1", "integer")]
    [InlineData(EnumStorage.AsString, "Blue", "character varying")]
    public async Task Enums_are_numbers_or_names_in_body_and_column(EnumStorage storage, string text, string type)
    {
        var alias = "enum_" + storage.ToString().ToLowerInvariant();
        await using var store = Store(o =>
        {
            o.Schema.For<Doc>().DocumentAlias(alias).Duplicate(x => x.Colour);
            o.UseSystemTextJsonForSerialization(storage);
        });
        var document = new Doc { Colour = Colour.Blue };
        await SaveAsync(store, document);
        (await ScalarAsync<string>($"select data ->> 'Colour' from {Table(alias)}")).ShouldBe(text);
        (await ScalarAsync<string>($"select colour::text || ' ' || pg_typeof(colour)::text from {Table(alias)}")).ShouldBe($"{text} {type}");
        (await LoadAsync<Doc>(store, document.Id))!.Colour.ShouldBe(Colour.Blue);
    }

    [Fact]
    public async Task Values_of_every_kind_come_back()
    {
        await using var store = Store(o => o.Schema.For<Values>()
            .Duplicate(x => x.Utc).Duplicate(x => x.Local).Duplicate(x => x.Moment).Duplicate(x => x.Span).Duplicate(x => x.Day).Duplicate(x => x.Price));
        var values = new Values
        {
            Price = 1.10m,
            Span = TimeSpan.FromMinutes(1806),
            Moment = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(2)).AddTicks(1234567),
            Utc = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc).AddTicks(7),
            Local = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Unspecified),
            Day = new DateOnly(2024, 2, 29),
            Clock = new TimeOnly(23, 59, 59),
            Bytes = [0, 1, 255],
            Double = 0.1 + 0.2,
            Text = "é😀\u0001",
            ByGuid = { [Guid.NewGuid()] = "x" },
            Set = [3, 1],
            Required = "r",
        };
        values.SetPrivate("written");
        values.GetOnly.Add(1);
        await SaveAsync(store, values);
        var loaded = (await LoadAsync<Values>(store, values.Id))!;
        loaded.Price.ShouldBe(values.Price);
        loaded.Price.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("1.10");
        loaded.Span.ShouldBe(values.Span);
        loaded.Moment.ShouldBe(values.Moment);
        loaded.Moment.Offset.ShouldBe(TimeSpan.FromHours(2));
        (loaded.Utc, loaded.Utc.Kind).ShouldBe((values.Utc, DateTimeKind.Utc));
        (loaded.Local, loaded.Local.Kind).ShouldBe((values.Local, DateTimeKind.Unspecified));
        (loaded.Day, loaded.Clock, loaded.Double, loaded.Text).ShouldBe((values.Day, values.Clock, values.Double, values.Text));
        loaded.Bytes.ShouldBe(values.Bytes);
        loaded.ByGuid.ShouldBe(values.ByGuid);
        loaded.Set.ShouldBe(values.Set);
        loaded.Private.ShouldBe("initial");
        loaded.GetOnly.ShouldBeEmpty();
        (await ScalarAsync<string>($"select data ->> 'Private' from {Table("serializertests_values")}")).ShouldBe("written");
        (await ScalarAsync<DateTime>($"select utc from {Table("serializertests_values")}")).ShouldBe(new DateTime(2024, 5, 6, 7, 8, 9));
    }

    [Fact]
    public async Task Nulls_are_written()
    {
        await using var store = Store(o => o.Schema.For<Doc>().DocumentAlias("nulls"));
        await SaveAsync(store, new Doc());
        (await ScalarAsync<bool>($"select data -> 'FirstName' = 'null'::jsonb from {Table("nulls")}")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_serializer_of_ones_own_writes_and_reads_everything()
    {
        await using var store = Store(o =>
        {
            o.Schema.For<Doc>().DocumentAlias("own").Index(x => x.FirstName).Metadata(m => m.Headers.Enabled = true);
            o.Serializer(new Own());
        });
        var document = new Doc { FirstName = "é😀", Colour = Colour.Blue };
        await using var session = store.DirtyTrackedSession();
        session.SetHeader("a", "b");
        session.Store(document);
        await session.SaveChangesAsync();
        (await ScalarAsync<string>($"select data ->> '$by' from {Table("own")}")).ShouldBe("own");
        var loaded = (await LoadAsync<Doc>(store, document.Id))!;
        (loaded.FirstName, loaded.Colour).ShouldBe(("é😀", Colour.Blue));
        session.PendingChanges.Updates().ShouldBeEmpty();
        (await session.QueryAsync<Doc>("where d.id = ?", document.Id)).Count.ShouldBe(1);
        (await session.MetadataForAsync(document))!.Headers!["a"].ToString().ShouldBe("b");
        await store.BulkInsertAsync([new Doc()]);
    }

    private sealed class Own : ISerializer
    {
        public EnumStorage EnumStorage => EnumStorage.AsInteger;

        public Casing Casing => Casing.Default;

        public ValueCasting ValueCasting => ValueCasting.Relaxed;

        public string ToJson(object? document)
        {
            var json = JsonSerializer.Serialize(document);
            return document is Doc ? """{"$by":"own",""" + json[1..] : json;
        }

        public string ToCleanJson(object? document) => ToJson(document);

        public string ToJsonWithTypes(object document) => ToJson(document);

        public void WriteTo(IBufferWriter<byte> writer, object? value) => writer.Write(Encoding.UTF8.GetBytes(ToJson(value)));

        public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => WriteTo(writer, value);

        public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => WriteTo(writer, value);

        public void WriteToParameter(NpgsqlParameter parameter, object? value)
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
            parameter.Value = ToJson(value);
        }

        public void WriteToParameter(DbParameter parameter, object? value) => WriteToParameter((NpgsqlParameter)parameter, value);

        public T FromJson<T>(Stream stream) => JsonSerializer.Deserialize<T>(stream)!;

        public T FromJson<T>(DbDataReader reader, int index) => JsonSerializer.Deserialize<T>(reader.GetString(index))!;

        public ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) => new(FromJson<T>(stream));

        public ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) => new(FromJson<T>(reader, index));

        public object FromJson(Type type, Stream stream) => JsonSerializer.Deserialize(stream, type)!;

        public object FromJson(Type type, DbDataReader reader, int index) => JsonSerializer.Deserialize(reader.GetString(index), type)!;

        public ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default) => new(FromJson(type, stream));

        public ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
            new(FromJson(type, reader, index));
    }
}

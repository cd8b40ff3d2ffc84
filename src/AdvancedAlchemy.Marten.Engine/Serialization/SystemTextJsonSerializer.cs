using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Marten.Engine.Serialization;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace Marten.Services;

/// <summary>The default serializer: System.Text.Json.</summary>
public class SystemTextJsonSerializer : ISerializer
{
    private readonly JsonSerializerOptions? _template;
    private readonly List<Action<JsonSerializerOptions>> _configurations = [];
    private readonly Lock _lock = new();
    private volatile JsonSerializerOptions? _options;
    private Casing _casing;
    private EnumStorage _enumStorage;

    public SystemTextJsonSerializer()
    {
    }

    public SystemTextJsonSerializer(JsonSerializerOptions? options)
    {
        _template = options;
    }

    public EnumStorage EnumStorage
    {
        get => _enumStorage;
        set
        {
            _enumStorage = value;
            _options = null;
        }
    }

    public Casing Casing
    {
        get => _casing;
        set
        {
            _casing = value;
            _options = null;
        }
    }

    public ValueCasting ValueCasting => ValueCasting.Relaxed;

    /// <summary>The options in force. Built once, when the first document is written or read.</summary>
    internal JsonSerializerOptions Options => _options ?? Build();

    public void Configure(Action<JsonSerializerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _configurations.Add(configure);
        _options = null;
    }

    public void UseTypeInfoResolver(IJsonTypeInfoResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        Configure(o => o.TypeInfoResolverChain.Insert(0, resolver));
    }

    public string ToJson(object? document) => JsonSerializer.Serialize(document, document?.GetType() ?? typeof(object), Options);

    public string ToCleanJson(object? document) => ToJson(document);

    public string ToJsonWithTypes(object document) => ToJson(document);

    public void WriteTo(IBufferWriter<byte> writer, object? value)
    {
        using var json = new Utf8JsonWriter(writer, JsonWriting.Options);
        JsonSerializer.Serialize(json, value, value?.GetType() ?? typeof(object), Options);
    }

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => WriteTo(writer, value);

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => WriteTo(writer, value);

    public void WriteToParameter(NpgsqlParameter parameter, object? value)
    {
        parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, value?.GetType() ?? typeof(object), Options));
    }

    void Weasel.Storage.IStorageSerializer.WriteToParameter(DbParameter parameter, object? value) => WriteToParameter((NpgsqlParameter)parameter, value);

    public T FromJson<T>(Stream stream) => JsonSerializer.Deserialize<T>(stream, Options)!;

    public T FromJson<T>(DbDataReader reader, int index) => JsonReading.Deserialize<T>(reader, index, Options)!;

    public async ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync<T>(stream, Options, cancellationToken).ConfigureAwait(false))!;

    public ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        new(FromJson<T>(reader, index));

    public object FromJson(Type type, Stream stream) => JsonSerializer.Deserialize(stream, type, Options)!;

    public object FromJson(Type type, DbDataReader reader, int index) => JsonReading.Deserialize(reader, index, type, Options)!;

    public async ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync(stream, type, Options, cancellationToken).ConfigureAwait(false))!;

    public ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        new(FromJson(type, reader, index));

    private JsonSerializerOptions Build()
    {
        lock (_lock)
        {
            if (_options is { } built) return built;

            var options = _template is null ? new JsonSerializerOptions() : new JsonSerializerOptions(_template);
            options.PropertyNamingPolicy = _casing switch
            {
                Casing.CamelCase => JsonNamingPolicy.CamelCase,
                Casing.SnakeCase => JsonNamingPolicy.SnakeCaseLower,
                _ => _template?.PropertyNamingPolicy,
            };
            if (_enumStorage == EnumStorage.AsString && !options.Converters.OfType<JsonStringEnumConverter>().Any())
            {
                options.Converters.Add(new JsonStringEnumConverter());
            }

            options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
            foreach (var configure in _configurations) configure(options);
            options.MakeReadOnly(populateMissingResolver: true);
            _options = options;
            return options;
        }
    }
}

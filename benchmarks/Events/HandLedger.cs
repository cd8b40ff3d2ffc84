using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.Events;

/// <summary>The same tables and the same work with Npgsql and System.Text.Json: one statement for each.</summary>
public sealed class HandLedger(string connectionString) : ILedger
{
    private const string Columns = "seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, is_archived";
    private const string Append =
        $"""
        with stream as (update hand.mt_streams set version = version + 1, timestamp = now() where id = $1 and not is_archived returning version)
        insert into hand.mt_events ({Columns})
        select nextval('hand.mt_events_sequence'), $2, $1, stream.version, $3, $4, '*DEFAULT*', $5, false from stream returning seq_id
        """;
    private const string Start =
        $"""
        with stream as (insert into hand.mt_streams (id, type, version) values ($1, 'account', 3))
        insert into hand.mt_events ({Columns}) values
        (nextval('hand.mt_events_sequence'), $2, $1, 1, $3, $4, '*DEFAULT*', $5, false),
        (nextval('hand.mt_events_sequence'), $6, $1, 2, $7, $8, '*DEFAULT*', $9, false),
        (nextval('hand.mt_events_sequence'), $10, $1, 3, $11, $12, '*DEFAULT*', $13, false)
        """;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    // a copy of the store's tables and rows, with the same indexes
    public async Task<IReadOnlyList<Guid>> PrepareAsync(int streams, int movements)
    {
        await using var command = _source.CreateCommand(
            """
            drop schema if exists hand cascade;
            create schema hand;
            create table hand.mt_streams (like ledger.mt_streams including all);
            create table hand.mt_events (like ledger.mt_events including all);
            alter table hand.mt_events add foreign key (stream_id) references hand.mt_streams (id) on delete cascade;
            create sequence hand.mt_events_sequence owned by hand.mt_events.seq_id;
            create table hand.mt_doc_account (
                id uuid not null primary key, data jsonb not null, mt_last_modified timestamptz default transaction_timestamp(), mt_version bigint, mt_dotnet_type varchar);
            insert into hand.mt_streams select * from ledger.mt_streams;
            insert into hand.mt_events select * from ledger.mt_events order by seq_id;
            select setval('hand.mt_events_sequence', (select max(seq_id) from hand.mt_events));
            """);
        await command.ExecuteNonQueryAsync();
        await using NpgsqlConnection beside = new(connectionString + ";Pooling=false");
        await beside.OpenAsync();
        await using NpgsqlCommand analyze = new("vacuum analyze hand.mt_events, hand.mt_streams", beside);
        await analyze.ExecuteNonQueryAsync();
        List<Guid> ids = [];
        await using var read = _source.CreateCommand("select id from hand.mt_streams order by id");
        await using var reader = await read.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0));
        return ids;
    }

    public async Task AppendAsync(Guid stream, MoneyMoved moved)
    {
        await using var command = _source.CreateCommand(Append);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        AddEvent(command.Parameters, moved);
        if (await command.ExecuteScalarAsync() is not long) throw new InvalidOperationException("It is not there");
    }

    public async Task StartAsync(Guid stream, AccountOpened opened, MoneyMoved first, MoneyMoved second)
    {
        await using var command = _source.CreateCommand(Start);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        AddEvent(command.Parameters, opened);
        AddEvent(command.Parameters, first);
        AddEvent(command.Parameters, second);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<Account> AggregateAsync(Guid stream)
    {
        await using var command = _source.CreateCommand("select type, data from hand.mt_events where stream_id = $1 and not is_archived order by version");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        await using var reader = await command.ExecuteReaderAsync();
        Account? account = null;
        while (await reader.ReadAsync()) account = Apply(account, stream, reader.GetString(0), reader.GetFieldValue<byte[]>(1));
        return account ?? throw new InvalidOperationException("It is not there");
    }

    public async Task RebuildAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (NpgsqlCommand truncate = new("truncate hand.mt_doc_account", connection, transaction)) await truncate.ExecuteNonQueryAsync();
        Dictionary<Guid, (Account? Account, long Version)> accounts = [];
        await using (NpgsqlCommand command = new("select stream_id, version, type, data from hand.mt_events where not is_archived order by seq_id", connection, transaction))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var stream = reader.GetGuid(0);
                accounts.TryGetValue(stream, out var before);
                accounts[stream] = (Apply(before.Account, stream, reader.GetString(2), reader.GetFieldValue<byte[]>(3)), reader.GetInt64(1));
            }
        }

        await using (var importer = await connection.BeginBinaryImportAsync("copy hand.mt_doc_account (id, data, mt_version, mt_dotnet_type) from stdin (format binary)"))
        {
            foreach (var (id, (account, version)) in accounts)
            {
                await importer.StartRowAsync();
                await importer.WriteAsync(id, NpgsqlDbType.Uuid);
                await importer.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(account), NpgsqlDbType.Jsonb);
                await importer.WriteAsync(version, NpgsqlDbType.Bigint);
                await importer.WriteAsync("Benchmarks.Events.Account", NpgsqlDbType.Varchar);
            }

            await importer.CompleteAsync();
        }

        await transaction.CommitAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static Account? Apply(Account? account, Guid stream, string type, byte[] data)
    {
        switch (type)
        {
            case "account_opened":
                account = Account.Create(JsonSerializer.Deserialize<AccountOpened>(data)!);
                account.Id = stream;
                break;
            case "money_moved":
                account!.Apply(JsonSerializer.Deserialize<MoneyMoved>(data)!);
                break;
            default:
                break;
        }

        return account;
    }

    private static void AddEvent<T>(NpgsqlParameterCollection parameters, T happened)
    {
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
        parameters.Add(new NpgsqlParameter { Value = JsonSerializer.SerializeToUtf8Bytes(happened), NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = happened is AccountOpened ? "account_opened" : "money_moved" });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = typeof(T).FullName + ", Benchmarks" });
    }
}

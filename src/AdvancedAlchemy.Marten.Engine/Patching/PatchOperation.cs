using System.Text;
using System.Text.Json.Nodes;
using Marten.Engine.Documents;
using Marten.Engine.Schema;
using Marten.Engine.Sessions;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace Marten.Engine.Patching;

/// <summary>Patches the documents that a condition finds, in one statement.</summary>
/// <param name="storage">The documents' storage.</param>
/// <param name="steps">The changes; they may grow until the save.</param>
/// <param name="condition">A command with <c> where ...</c> and its parameters.</param>
internal sealed class PatchOperation(DocumentStorage storage, JsonArray steps, Func<NpgsqlBatchCommand> condition) : EngineOperation
{
    public override Type DocumentType => storage.DocumentType;

    internal override DocumentStorage Storage => storage;

    public override OperationRole Role() => OperationRole.Patch;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = condition();
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = steps.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.CommandText = Update(command.Parameters.Count) + command.CommandText;
        return command;
    }

    private string Update(int parameter)
    {
        var mapping = storage.Mapping;
        var patched = $"{Identifier.Quote(mapping.StoreOptions.DatabaseSchemaName)}.{PatchFunction.Name}(d.data, ${parameter})";
        var sql = new StringBuilder($"update {storage.Table} as d set data = {patched}");
        if (mapping.Metadata.LastModified.Enabled) sql.Append(", mt_last_modified = transaction_timestamp()");
        if (storage.HasRevision) sql.Append(", mt_version = d.mt_version + 1");
        else if (storage.HasVersion) sql.Append(", mt_version = gen_random_uuid()");

        // Out of the patched body: in an update every expression sees the row as it was.
        foreach (var field in mapping.DuplicatedFields)
        {
            if (Touches(field.InBody().Keys[0])) sql.Append($", {Identifier.Quote(field.ColumnName)} = {DuplicatedValue.OutOf(field, $"({patched})")}");
        }

        return sql.ToString();
    }

    private bool Touches(string key) => steps.Any(s =>
        Begins((string)s!["path"]!, key) || (string?)s["to"] == key || (s["targets"] is JsonArray targets && targets.Any(t => Begins((string)t!, key))));

    private static bool Begins(string path, string key) =>
        path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] == '.');
}

using System.Data.Common;
using Marten.Engine.Documents;

namespace Marten.Engine.Sessions.AdvancedSql;

/// <summary>A document.</summary>
internal sealed class DocumentPart<T>(QuerySession session, DocumentStorage<T> storage) : RowPart<T> where T : notnull
{
    internal override DocumentStorage? Storage => storage;

    internal override T Read(DbDataReader reader)
    {
        var body = reader.FieldCount > 1 && !IsJson(reader, 0) ? 1 : 0;
        return reader.IsDBNull(body) ? default! : storage.ReadColumns(reader, body, session);
    }
}

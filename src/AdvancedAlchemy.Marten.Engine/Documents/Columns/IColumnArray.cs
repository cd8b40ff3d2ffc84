using Npgsql;

namespace Marten.Engine.Documents;

/// <summary>The values of one column for many documents.</summary>
internal interface IColumnArray<T>
{
    void Add(T document, WriteContext context);

    NpgsqlParameter ToParameter();
}

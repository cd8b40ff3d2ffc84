namespace Marten;

/// <summary>Hears of a store's sessions and of the changes it makes to the database.</summary>
public interface IMartenLogger
{
    IMartenSessionLogger StartSession(IQuerySession session);

    void SchemaChange(string sql);
}

using System.Data;
using Marten.Engine.Sessions;
using Marten.Storage;
using Npgsql;
using Weasel.Storage;

namespace Marten.Services;

/// <summary>How a session is opened.</summary>
public sealed class SessionOptions
{
    public readonly IList<IDocumentSessionListener> Listeners = [];

    public DocumentTracking Tracking { get; set; } = DocumentTracking.None;

    public ConcurrencyChecks ConcurrencyChecks { get; set; } = ConcurrencyChecks.Enabled;

    public IsolationLevel IsolationLevel { get; set; } = IsolationLevel.ReadCommitted;

    public string TenantId { get; set; } = Tenancy.DefaultTenantId;

    /// <summary>Whether the default tenant may be used although the store forbids it.</summary>
    public bool AllowAnyTenant { get; set; }

    /// <summary>Seconds that each command may take; null for the store's setting.</summary>
    public int? Timeout { get; set; }

    public NpgsqlConnection? Connection { get; private set; }

    public NpgsqlTransaction? Transaction { get; private set; }

    public System.Transactions.Transaction? DotNetTransaction { get; private set; }

    /// <summary>Whether saving also commits.</summary>
    public bool OwnsTransactionLifecycle { get; private set; } = true;

    internal bool EnlistsInAmbientTransaction => DotNetTransaction is not null;

    internal string? ConnectionString { get; private set; }

    public static SessionOptions ForTransaction(NpgsqlTransaction transaction, bool shouldAutoCommit = false)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new SessionOptions
        {
            Transaction = transaction,
            Connection = transaction.Connection,
            OwnsTransactionLifecycle = shouldAutoCommit,
        };
    }

    public static SessionOptions ForConnection(NpgsqlConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new SessionOptions { Connection = connection };
    }

    public static SessionOptions ForConnectionString(string connectionString) => new() { ConnectionString = connectionString };

    public static SessionOptions ForCurrentTransaction() => new SessionOptions().EnlistInAmbientTransactionScope();

    public static SessionOptions ForDatabase(IMartenDatabase database) => ForDatabase(Tenancy.DefaultTenantId, database);

    public static SessionOptions ForDatabase(string tenantId, IMartenDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return new SessionOptions { TenantId = tenantId, AllowAnyTenant = true };
    }

    /// <exception cref="InvalidOperationException">There is no ambient transaction.</exception>
    public SessionOptions EnlistInAmbientTransactionScope()
    {
        DotNetTransaction = System.Transactions.Transaction.Current
            ?? throw new InvalidOperationException("There is no ambient TransactionScope to enlist in");
        OwnsTransactionLifecycle = false;
        return this;
    }

    public SessionOptions WithTracking(DocumentTracking tracking)
    {
        Tracking = tracking;
        return this;
    }

    public SessionOptions ListenAt(IDocumentSessionListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        Listeners.Add(listener);
        return this;
    }
}

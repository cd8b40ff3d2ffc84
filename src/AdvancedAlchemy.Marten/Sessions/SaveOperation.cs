using System.Data.Common;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>An operation for one save only: a failed save leaves its operations behind, and the next one has its own.</summary>
internal abstract class SaveOperation(SessionState state) : IStorageOperation
{
    private readonly int _save = state.Save;

    public abstract Type DocumentType { get; }

    protected bool IsCurrent => state.Save == _save;

    public virtual OperationRole Role() => OperationRole.Other;

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        if (IsCurrent) Configure(builder);
        else builder.Append("select 0 where false");
    }

    public abstract Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token);

    protected abstract void Configure(ICommandBuilder builder);
}

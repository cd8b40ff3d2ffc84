using System.Data.Common;

namespace Weasel.Core;

/// <summary>One operation of a unit of work, as far as every database has it.</summary>
public interface IStorageOperation
{
    Type DocumentType { get; }

    OperationRole Role();

    Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token);
}

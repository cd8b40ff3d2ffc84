namespace Weasel.Storage;

/// <summary>One operation of a unit of work.</summary>
public interface IStorageOperation : Weasel.Core.IStorageOperation
{
    void ConfigureCommand(Weasel.Core.ICommandBuilder builder, IStorageSession session);
}

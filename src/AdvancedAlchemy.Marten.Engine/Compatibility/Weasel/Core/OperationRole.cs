namespace Weasel.Core;

/// <summary>What an operation of a unit of work does.</summary>
public enum OperationRole
{
    Upsert = 0,
    Insert = 1,
    Update = 2,
    Deletion = 3,
    Patch = 4,
    Other = 5,
    Events = 6,
}

namespace Weasel.Core;

/// <summary>What a bulk insert does with rows that are already there.</summary>
public enum BulkInsertMode
{
    InsertsOnly = 0,
    IgnoreDuplicates = 1,
    OverwriteExisting = 2,
    OverwriteIfVersionMatches = 3,
}

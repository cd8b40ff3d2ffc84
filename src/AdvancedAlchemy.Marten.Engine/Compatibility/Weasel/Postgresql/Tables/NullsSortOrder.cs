namespace Weasel.Postgresql.Tables;

/// <summary>Where an index keeps nulls.</summary>
public enum NullsSortOrder
{
    None = 0,
    First = 1,
    Last = 2,
}

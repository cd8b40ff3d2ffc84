namespace Weasel.Postgresql.Tables;

/// <summary>The direction of an index.</summary>
public enum SortOrder
{
    Asc = 0,
    Desc = 1,
}

namespace Weasel.Postgresql.Tables;

/// <summary>The access method of an index.</summary>
public enum IndexMethod
{
    btree = 0,
    hash = 1,
    gist = 2,
    gin = 3,
    brin = 4,
    custom = 5,
}

namespace Weasel.Core;

/// <summary>What a foreign key does when the row it refers to is deleted or changes its key.</summary>
public enum CascadeAction
{
    NoAction = 0,
    Restrict = 1,
    Cascade = 2,
    SetNull = 3,
    SetDefault = 4,
}

namespace Weasel.Postgresql;

/// <summary>The older form of <see cref="Weasel.Core.CascadeAction"/>, with other numbers.</summary>
[Obsolete("Use Weasel.Core.CascadeAction")]
public enum CascadeAction
{
    SetNull = 0,
    SetDefault = 1,
    Restrict = 2,
    NoAction = 3,
    Cascade = 4,
}

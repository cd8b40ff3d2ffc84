namespace Weasel.Core;

/// <summary>How a database object differs from its configuration; the lower the value, the more there is to do.</summary>
public enum SchemaPatchDifference
{
    /// <summary>It differs in a way that cannot be changed in place.</summary>
    Invalid = 0,

    /// <summary>It exists and must be changed.</summary>
    Update = 1,

    /// <summary>It does not exist.</summary>
    Create = 2,

    /// <summary>It is as configured.</summary>
    None = 3,
}

namespace Weasel.Core;

/// <summary>How property names are written in the stored JSON.</summary>
public enum Casing
{
    Default = 0,
    CamelCase = 1,
    SnakeCase = 2,
}

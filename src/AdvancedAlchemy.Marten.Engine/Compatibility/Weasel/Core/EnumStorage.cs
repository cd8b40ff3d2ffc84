namespace Weasel.Core;

/// <summary>Whether enums are stored as numbers or by name.</summary>
public enum EnumStorage
{
    AsInteger = 0,
    AsString = 1,
}

namespace Weasel.Core;

/// <summary>A database object with a name.</summary>
public interface INamed
{
    string Name { get; }
}

namespace Weasel.Core.SqlGeneration;

/// <summary>A part of a statement that writes itself.</summary>
public interface ISqlFragment
{
    void Apply(ICommandBuilder builder);
}

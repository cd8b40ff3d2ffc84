namespace Weasel.Postgresql.SqlGeneration;

/// <summary>A part of a statement for PostgreSQL that writes itself.</summary>
public interface ISqlFragment : Weasel.Core.SqlGeneration.ISqlFragment
{
    void Apply(ICommandBuilder builder);

    void Weasel.Core.SqlGeneration.ISqlFragment.Apply(Weasel.Core.ICommandBuilder builder) => Apply((ICommandBuilder)builder);
}

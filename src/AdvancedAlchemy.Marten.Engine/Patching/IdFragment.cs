using Weasel.Postgresql;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Engine.Patching;

/// <summary>The document with an id.</summary>
internal sealed class IdFragment(object id) : ISqlFragment
{
    public void Apply(ICommandBuilder builder)
    {
        builder.Append("d.id = ");
        builder.AppendParameter(id);
    }
}

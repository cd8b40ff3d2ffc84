using Marten.Linq.Members;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace Marten.Engine.Configuration;

/// <summary>A foreign key to a table that is no document table.</summary>
internal sealed class ExternalForeignKey : ForeignKey
{
    internal ExternalForeignKey(DuplicatedField field, DbObjectName table, string column) : base("")
    {
        Field = field;
        LinkedTable = table;
        LinkedNames = [column];
    }

    internal DuplicatedField Field { get; }
}

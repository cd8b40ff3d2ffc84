using System.Data.Common;

namespace Marten.Engine.Documents;

/// <summary>Reads the rows of a hierarchy that are of one of its subclasses.</summary>
internal sealed class SubClassSelector<TSub, T>(DocumentSelector<T> parent) : DocumentSelector<TSub> where TSub : T
{
    internal override string Fields => parent.Fields;

    internal override int FieldCount => parent.FieldCount;

    internal override TSub Read(DbDataReader reader, int offset, QuerySession session) => (TSub)parent.Read(reader, offset, session)!;
}

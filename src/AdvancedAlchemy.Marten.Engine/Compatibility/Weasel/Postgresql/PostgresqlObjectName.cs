using Marten.Engine.Schema;
using Weasel.Core;

namespace Weasel.Postgresql;

/// <summary>The qualified name of a PostgreSQL object, quoted where PostgreSQL needs it.</summary>
public class PostgresqlObjectName : DbObjectName
{
    internal PostgresqlObjectName(ObjectName name)
        : base(name.Schema, name.Name, name.Quoted)
    {
    }

    protected override string QuotedQualifiedName => QualifiedName;

    public override bool Equals(object? obj) => base.Equals(obj);

    public override int GetHashCode() => base.GetHashCode();
}

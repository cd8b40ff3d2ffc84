namespace Marten.Engine.Schema;

/// <summary>A schema and a name in it, as they are stored in the catalog: never quoted, never folded.</summary>
internal sealed record ObjectName(string Schema, string Name)
{
    /// <summary>The name for use in SQL, each part quoted when PostgreSQL needs it.</summary>
    public string Quoted => Schema.Length == 0 ? Identifier.Quote(Name) : $"{Identifier.Quote(Schema)}.{Identifier.Quote(Name)}";

    public override string ToString() => Schema.Length == 0 ? Name : $"{Schema}.{Name}";
}

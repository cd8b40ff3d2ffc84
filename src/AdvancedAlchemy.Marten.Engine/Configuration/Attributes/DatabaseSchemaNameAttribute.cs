namespace Marten.Schema;

/// <summary>Puts the documents of a type into a schema of their own.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class DatabaseSchemaNameAttribute(string name) : MartenDocumentAttribute
{
    private readonly string _name = name;

    public override void Modify(DocumentMapping mapping) => mapping.DatabaseSchemaName = _name;
}

namespace Marten.Schema;

/// <summary>Names the document type in the database.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class DocumentAliasAttribute(string alias) : MartenDocumentAttribute
{
    public string Alias { get; } = alias;

    public override void Modify(DocumentMapping mapping) => mapping.Alias = Alias;
}

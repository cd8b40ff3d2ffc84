using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>A foreign key from one document table to another.</summary>
public class DocumentForeignKey : ForeignKey
{
    public DocumentForeignKey(string columnName, DocumentMapping parent, DocumentMapping reference)
        : this(() => columnName, parent, reference.DocumentType)
    {
    }

    internal DocumentForeignKey(Func<string> column, DocumentMapping parent, Type reference) : base("")
    {
        Column = column;
        Parent = parent;
        ReferenceDocumentType = reference;
    }

    public Type ReferenceDocumentType { get; }

    internal Func<string> Column { get; }

    internal DocumentMapping Parent { get; }
}

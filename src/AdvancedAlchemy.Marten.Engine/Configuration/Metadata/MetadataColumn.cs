using System.Reflection;
using Weasel.Postgresql.Tables;

namespace Marten.Storage.Metadata;

/// <summary>A column with metadata of a document, and the member that shows it, if any.</summary>
public abstract class MetadataColumn : TableColumn
{
    protected MetadataColumn(string name, string type, Type dotNetType) : base(name, type)
    {
        DotNetType = dotNetType;
    }

    public Type DotNetType { get; }

    public abstract MemberInfo? Member { get; set; }

    public bool Enabled { get; set; }

    public bool EnabledWithMember() => Enabled && Member is not null;
}

using JasperFx;
using JasperFx.MultiTenancy;
using Marten.Storage.Metadata;
using Weasel.Postgresql.Tables;
using Marten.Engine.Configuration;

namespace Marten.Schema;

public partial class DocumentMapping
{
    internal void DisableInformationalFields()
    {
        Metadata.LastModified.Enabled = false;
        Metadata.DotNetType.Enabled = false;
        if (!UseOptimisticConcurrency) Metadata.Version.Enabled = false;
    }

    /// <summary>Switches a metadata column, and with it the feature that it stands for.</summary>
    internal void Enable(MetadataColumn column, bool enabled)
    {
        column.Enabled = enabled;
        if (column == Metadata.Revision) UseNumericRevisions = enabled;
        else if (column == Metadata.IsSoftDeleted) DeleteStyle = enabled ? DeleteStyle.SoftDelete : DeleteStyle.Remove;
        else if (column == Metadata.TenantId) TenancyStyle = enabled ? TenancyStyle.Conjoined : TenancyStyle.Single;
    }

    internal ForeignKey AddForeignKey(System.Reflection.MemberInfo[] members, string schemaName, string tableName, string columnName)
    {
        var field = DuplicateField(members);
        AddColumnIndex(field);
        var key = new ExternalForeignKey(field, new StoredObjectName(schemaName, tableName), columnName);
        ForeignKeys.Add(key);
        return key;
    }
}

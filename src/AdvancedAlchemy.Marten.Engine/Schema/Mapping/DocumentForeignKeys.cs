using JasperFx.MultiTenancy;
using Marten.Engine.Configuration;
using Marten.Schema;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace Marten.Engine.Schema;

/// <summary>The foreign keys of a document table.</summary>
internal static class DocumentForeignKeys
{
    internal static IEnumerable<ForeignKeyModel> For(DocumentMapping mapping)
    {
        foreach (var key in mapping.ForeignKeys) yield return Convert(mapping, key);
    }

    private static ForeignKeyModel Convert(DocumentMapping mapping, ForeignKey key)
    {
        string[] columns;
        string[] referenced;
        ObjectName table;
        switch (key)
        {
            case DocumentForeignKey document:
                var target = mapping.StoreOptions.Mappings.For(document.ReferenceDocumentType);
                var both = mapping.TenancyStyle == TenancyStyle.Conjoined && target.TenancyStyle == TenancyStyle.Conjoined;
                columns = both ? ["tenant_id", document.Column()] : [document.Column()];
                referenced = both ? ["tenant_id", "id"] : ["id"];
                table = new ObjectName(target.TableName.Schema, target.TableName.Name);
                break;
            case ExternalForeignKey external:
                columns = [external.Field.ColumnName];
                referenced = external.LinkedNames;
                table = new ObjectName(external.LinkedTable!.Schema, external.LinkedTable.Name);
                break;
            default:
                columns = key.ColumnNames;
                referenced = key.LinkedNames;
                table = new ObjectName(key.LinkedTable!.Schema, key.LinkedTable.Name);
                break;
        }

        var name = key.Name.Length > 0 ? key.Name : $"{mapping.TableName.Name}_{string.Join('_', columns)}_fkey";
        return new ForeignKeyModel(name, columns, table, referenced, Action(key.DeleteAction), Action(key.UpdateAction));
    }

    private static ReferentialAction Action(CascadeAction action) => action switch
    {
        CascadeAction.Cascade => ReferentialAction.Cascade,
        CascadeAction.Restrict => ReferentialAction.Restrict,
        CascadeAction.SetNull => ReferentialAction.SetNull,
        CascadeAction.SetDefault => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };
}

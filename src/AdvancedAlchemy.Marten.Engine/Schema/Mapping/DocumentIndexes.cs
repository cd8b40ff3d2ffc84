using Marten.Schema;
using Marten.Schema.Indexing.Unique;
using Weasel.Postgresql.Tables;

namespace Marten.Engine.Schema;

/// <summary>The indexes of a document table.</summary>
internal static class DocumentIndexes
{
    internal static IEnumerable<IndexModel> For(DocumentMapping mapping)
    {
        var table = mapping.TableName.Name;
        foreach (var index in mapping.Indexes) yield return Convert(index);
        if (mapping.Metadata.DocumentType.Enabled) yield return new IndexModel($"{table}_idx_mt_doc_type", ["mt_doc_type"]);
        if (mapping.DeleteStyle == JasperFx.DeleteStyle.SoftDelete)
        {
            yield return new IndexModel($"{table}_idx_mt_deleted", ["mt_deleted"]);
        }
    }

    private static IndexModel Convert(IndexDefinition index)
    {
        var columns = (index.Columns ?? []).ToList();
        if (PerTenant(index) && !columns.Contains("tenant_id")) columns.Add("tenant_id");
        return new IndexModel(index.Name, [.. columns.Select(c => Element(index, c))])
        {
            IsUnique = index.IsUnique,
            Method = index.CustomMethod ?? index.Method.ToString(),
            Predicate = index.Predicate,
            Include = index.IncludeColumns ?? [],
            NullsNotDistinct = index.NullsNotDistinct,
            Concurrent = index.IsConcurrent,
            Tablespace = index.TableSpace,
            StorageParameters = index.FillFactor is { } fill
                ? new Dictionary<string, string> { ["fillfactor"] = fill.ToString(System.Globalization.CultureInfo.InvariantCulture) }
                : new Dictionary<string, string>(),
        };
    }

    private static bool PerTenant(IndexDefinition index) => index switch
    {
        ComputedIndex computed => computed.TenancyScope == TenancyScope.PerTenant,
        DocumentIndex columns => columns.TenancyScope == TenancyScope.PerTenant,
        _ => false,
    };

    private static IndexElement Element(IndexDefinition index, string column)
    {
        var expression = column;
        string? operatorClass = null;
        if (index.Mask is { } mask)
        {
            var parts = mask.Split(' ', 2);
            if (parts is ["?", var only]) operatorClass = only;
            else expression = mask.Replace("?", column, StringComparison.Ordinal);
        }

        return new IndexElement(expression)
        {
            OperatorClass = operatorClass,
            Collation = index.Collation,
            Descending = index.Method == IndexMethod.btree && index.SortOrder == SortOrder.Desc,
            NullsFirst = index.NullsSortOrder switch
            {
                NullsSortOrder.First => true,
                NullsSortOrder.Last => false,
                _ => null,
            },
        };
    }
}

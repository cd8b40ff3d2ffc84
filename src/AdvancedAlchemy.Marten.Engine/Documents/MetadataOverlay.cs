using System.Data.Common;
using Marten.Engine.Members;
using Marten.Schema;
using Marten.Storage.Metadata;

namespace Marten.Engine.Documents;

/// <summary>A metadata column whose value is put over what the body says when a document is read.</summary>
internal abstract class MetadataOverlay<T>(string column)
{
    internal string Column { get; } = column;

    internal abstract void Apply(DbDataReader reader, int index, T document);

    internal static IReadOnlyList<MetadataOverlay<T>> For(DocumentMapping mapping)
    {
        var overlays = new List<MetadataOverlay<T>>();
        var metadata = mapping.Metadata;
        Add<Guid>(metadata.Version, (r, i) => r.GetFieldValue<Guid>(i));
        if (metadata.Revision.Member is { } revision && MemberResolver.MemberType(revision) == typeof(int))
        {
            Add<int>(metadata.Revision, (r, i) => r.GetFieldValue<int>(i));
        }
        else
        {
            Add<long>(metadata.Revision, (r, i) => r.GetFieldValue<long>(i));
        }

        Add<DateTimeOffset>(metadata.LastModified, ReadTime);
        Add<DateTimeOffset>(metadata.CreatedAt, ReadTime);
        Add<string?>(metadata.TenantId, ReadText);
        Add<string?>(metadata.CorrelationId, ReadText);
        Add<string?>(metadata.CausationId, ReadText);
        Add<string?>(metadata.LastModifiedBy, ReadText);
        Add<bool>(metadata.IsSoftDeleted, (r, i) => !r.IsDBNull(i) && r.GetBoolean(i));
        Add<DateTimeOffset?>(metadata.SoftDeletedAt, (r, i) => r.IsDBNull(i) ? null : ReadTime(r, i));
        Add<Dictionary<string, object>?>(metadata.Headers, (r, i) =>
            r.IsDBNull(i) ? null : mapping.StoreOptions.Serializer().FromJson<Dictionary<string, object>>(Serialization.JsonReading.OpenStream(r, i)));
        return overlays;

        void Add<TValue>(MetadataColumn column, Func<DbDataReader, int, TValue> read)
        {
            if (!column.EnabledWithMember() || MemberAccess.Setter<T, TValue>(column.Member!) is not { } set) return;
            overlays.Add(new Typed<TValue>(column.Name, read, set));
        }
    }

    private static DateTimeOffset ReadTime(DbDataReader reader, int index) => reader.IsDBNull(index) ? default : reader.GetFieldValue<DateTimeOffset>(index);

    private static string? ReadText(DbDataReader reader, int index) => reader.IsDBNull(index) ? null : reader.GetString(index);

    private sealed class Typed<TValue>(string column, Func<DbDataReader, int, TValue> read, Action<T, TValue> set) : MetadataOverlay<T>(column)
    {
        internal override void Apply(DbDataReader reader, int index, T document) => set(document, read(reader, index));
    }
}

using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Members;
using Marten.Linq.Members;
using Marten.Schema;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>Makes the list of columns of a document type, in physical order.</summary>
internal static class StoredColumns
{
    internal static IReadOnlyList<StoredColumn<T>> For<T, TId>(DocumentStorage<T, TId> storage) where T : notnull where TId : notnull
    {
        var columns = new List<StoredColumn<T>>();
        var metadata = storage.Mapping.Metadata;
        if (storage.IsTenanted) columns.Add(new KeyColumn<T, string>("tenant_id", NpgsqlDbType.Text, (_, c) => c.Metadata.TenantId));
        columns.Add(new KeyColumn<T, TId>("id", storage.IdDbType, (d, _) => storage.IdAccess.Get(d)!));
        columns.Add(new BodyColumn<T>(storage.Codec));
        if (metadata.LastModified.Enabled) columns.Add(new ExpressionColumn<T>("mt_last_modified", "transaction_timestamp()"));
        if (storage.ChecksVersion || metadata.Version.EnabledWithMember())
        {
            columns.Add(new ValueColumn<T, Guid>("mt_version", NpgsqlDbType.Uuid, (_, c) => c.Version));
        }
        else if (storage.HasVersion)
        {
            columns.Add(new UnreadVersionColumn<T>());
        }

        if (metadata.DotNetType.Enabled)
        {
            columns.Add(storage.IsHierarchy
                ? new ValueColumn<T, string>("mt_dotnet_type", NpgsqlDbType.Text, (d, _) => d.GetType().FullName)
                : new DotNetTypeColumn<T>());
        }

        if (storage.HasRevision) columns.Add(new RevisionColumn<T>(
            metadata.Revision.Type == "integer", storage.FollowsStream ? new StreamVersion(storage.Mapping.StoreOptions.EventGraph, storage.IsTenanted) : null));
        if (storage.IsHierarchy)
        {
            var mapping = storage.Mapping;
            columns.Add(new ValueColumn<T, string>("mt_doc_type", NpgsqlDbType.Text, (d, _) => mapping.AliasFor(d.GetType())));
        }

        if (metadata.CorrelationId.Enabled) columns.Add(Text<T>("correlation_id", c => c.Metadata.CorrelationId));
        if (metadata.CausationId.Enabled) columns.Add(Text<T>("causation_id", c => c.Metadata.CausationId));
        if (metadata.LastModifiedBy.Enabled) columns.Add(Text<T>("last_modified_by", c => c.Metadata.LastModifiedBy));
        if (metadata.Headers.Enabled)
        {
            var serializer = storage.Mapping.StoreOptions.Serializer();
            columns.Add(new ValueColumn<T, string>("headers", NpgsqlDbType.Jsonb, (_, c) =>
                c.Metadata.Headers is { } headers ? serializer.ToJson(headers) : null));
        }

        foreach (var field in storage.Mapping.DuplicatedFields) columns.Add(Duplicated<T>(storage.Mapping, field));
        if (storage.IsSoftDeleted)
        {
            // Storing a deleted document brings it back.
            columns.Add(new ExpressionColumn<T>("mt_deleted", "false"));
            columns.Add(new ExpressionColumn<T>("mt_deleted_at", "null"));
        }

        return columns;
    }

    private static ValueColumn<T, string> Text<T>(string name, Func<WriteContext, string?> value) => new(name, NpgsqlDbType.Text, (_, c) => value(c));

    private static ObjectColumn<T> Duplicated<T>(DocumentMapping mapping, DuplicatedField field)
    {
        var read = Getter<T>(field.Members);
        var type = MemberResolver.MemberType(field.Members[^1]);
        if (mapping.Members.Scalars.FindForColumn(type) is { } scalar && !field.HasExplicitType)
        {
            // What an index on the body has: the time as it is written there, without its zone.
            if (scalar.ClrType == typeof(DateTime))
            {
                return field.DbType == NpgsqlDbType.TimestampTz
                    ? new ObjectColumn<T>(field.ColumnName, field.DbType, d => read(d) is DateTime time ? Universal(time) : null)
                    : new ObjectColumn<T>(field.ColumnName, field.DbType, d => read(d) is DateTime time ? DateTime.SpecifyKind(time, DateTimeKind.Unspecified) : null);
            }

            return new ObjectColumn<T>(field.ColumnName, field.DbType, d => read(d) is { } value ? scalar.ToParameter(value) : null);
        }

        if (field.DbType == NpgsqlDbType.Jsonb && !field.HasExplicitType)
        {
            var serializer = mapping.StoreOptions.Serializer();
            return new ObjectColumn<T>(field.ColumnName, field.DbType, d => read(d) is { } value ? serializer.ToJson(value) : null);
        }

        return new ObjectColumn<T>(field.ColumnName, field.DbType, d => Plain(mapping, read(d)));
    }

    private static DateTime Universal(DateTime time) =>
        time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();

    private static object? Plain(DocumentMapping mapping, object? value) => value switch
    {
        null => null,
        DateTimeOffset time => time.ToUniversalTime(),
        Enum => mapping.Members.Scalars.FindForColumn(value.GetType())!.ToParameter(value),
        System.Collections.IEnumerable items when value is not (string or byte[]) => Items(mapping, items, value.GetType()),
        _ => value,
    };

    private static object Items(DocumentMapping mapping, System.Collections.IEnumerable items, Type type)
    {
        var element = ColumnTypes.ElementType(type);
        var scalar = element is null ? null : mapping.Members.Scalars.FindForColumn(element);
        if (scalar is null) return items;
        object[] values = [.. items.Cast<object>().Select(scalar.ToParameter)];
        var array = Array.CreateInstance(values.Length > 0 ? values[0].GetType() : scalar.ClrType.IsEnum ? typeof(int) : scalar.ClrType, values.Length);
        values.CopyTo(array, 0);
        return array;
    }

    // A null on the way makes the column null.
    private static Func<T, object?> Getter<T>(MemberInfo[] path)
    {
        var document = Expression.Parameter(typeof(T), "document");
        var returns = Expression.Label(typeof(object));
        var body = new List<Expression>();
        Expression current = document;
        if (path[0].DeclaringType is { } declaring && !declaring.IsAssignableFrom(typeof(T)))
        {
            // A member of a subclass: other documents have nothing to put into the column.
            body.Add(Expression.IfThen(Expression.Not(Expression.TypeIs(document, declaring)), Expression.Return(returns, Expression.Constant(null, typeof(object)))));
            current = Expression.Convert(document, declaring);
        }

        var variables = new List<ParameterExpression>();
        foreach (var member in path)
        {
            var value = Expression.Variable(MemberResolver.MemberType(member));
            variables.Add(value);
            var owner = Nullable.GetUnderlyingType(current.Type) is not null ? Expression.Property(current, "Value") : current;
            body.Add(Expression.Assign(value, Expression.MakeMemberAccess(owner, member)));
            if (!value.Type.IsValueType || Nullable.GetUnderlyingType(value.Type) is not null)
            {
                body.Add(Expression.IfThen(
                    Expression.Equal(value, Expression.Constant(null, value.Type)),
                    Expression.Return(returns, Expression.Constant(null, typeof(object)))));
            }

            current = value;
        }

        body.Add(Expression.Label(returns, Expression.Convert(current, typeof(object))));
        return Expression.Lambda<Func<T, object?>>(
            Expression.Block(variables, body), document).Compile();
    }
}

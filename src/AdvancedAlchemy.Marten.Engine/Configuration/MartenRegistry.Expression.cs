using System.Linq.Expressions;
using JasperFx;
using JasperFx.MultiTenancy;
using Marten.Engine.Members;
using Marten.Schema;
using Marten.Schema.Indexing.Unique;
using NpgsqlTypes;
using Weasel.Core.Sequences;
using Weasel.Postgresql.Tables;

namespace Marten;

public partial class MartenRegistry
{
    /// <summary>Configures the documents of type <typeparamref name="T"/>.</summary>
    public partial class DocumentMappingExpression<T>
    {
        private readonly MartenRegistry _registry;

        private readonly bool _isLive;

        internal DocumentMappingExpression(MartenRegistry registry, bool isLive = false)
        {
            _registry = registry;
            _isLive = isLive;
            _registry.Alter(typeof(T), _ => { }, isLive);
        }

        public DocumentMappingExpression<T> DocumentAlias(string alias) => Alter(m => m.Alias = alias);

        public DocumentMappingExpression<T> DatabaseSchemaName(string databaseSchemaName) => Alter(m => m.DatabaseSchemaName = databaseSchemaName);

        public DocumentMappingExpression<T> Identity(Expression<Func<T, object?>> member)
        {
            var path = MemberPaths.Of(member);
            return Alter(m => m.IdMember = path[^1]);
        }

        public DocumentMappingExpression<T> HiloSettings(HiloSettings settings)
        {
            ArgumentNullException.ThrowIfNull(settings);
            return Alter(m => m.HiloSettings = settings);
        }

        public DocumentMappingExpression<T> UseIdentityKey() => Alter(m => m.UsesIdentityKey = true);

        public DocumentMappingExpression<T> UseNumericRevisions(bool enabled) => Alter(m => m.UseNumericRevisions = enabled);

        public DocumentMappingExpression<T> UseOptimisticConcurrency(bool enabled) => Alter(m => m.UseOptimisticConcurrency = enabled);

        public DocumentMappingExpression<T> MultiTenanted() => Alter(m => m.TenancyStyle = TenancyStyle.Conjoined);

        public DocumentMappingExpression<T> SingleTenanted() => Alter(m => m.TenancyStyle = TenancyStyle.Single);

        public DocumentMappingExpression<T> SoftDeleted() => Alter(m => m.DeleteStyle = DeleteStyle.SoftDelete);

        public DocumentMappingExpression<T> SoftDeletedWithIndex(Action<DocumentIndex>? configure = null) => Alter(m =>
        {
            m.DeleteStyle = DeleteStyle.SoftDelete;
            m.AddDeletedAtIndex(configure);
        });

        public DocumentMappingExpression<T> SoftDeletedWithPartitioning() => Alter(m =>
        {
            m.DeleteStyle = DeleteStyle.SoftDelete;
            m.PartitionBySoftDelete = true;
        });

        public DocumentMappingExpression<T> SoftDeletedWithPartitioningAndIndex(Action<DocumentIndex>? configure = null) => Alter(m =>
        {
            m.DeleteStyle = DeleteStyle.SoftDelete;
            m.PartitionBySoftDelete = true;
            m.AddDeletedAtIndex(configure);
        });

        public DocumentMappingExpression<T> Index(Expression<Func<T, object?>> expression, Action<ComputedIndex>? configure = null) =>
            AlterTyped(m => m.Index(expression, configure));

        public DocumentMappingExpression<T> Index(
            IReadOnlyCollection<Expression<Func<T, object?>>> expressions, Action<ComputedIndex>? configure = null) =>
            AlterTyped(m => m.Index(expressions, configure));

        public DocumentMappingExpression<T> UniqueIndex(params Expression<Func<T, object?>>[] expressions) =>
            AlterTyped(m => m.UniqueIndex(UniqueIndexType.Computed, null, expressions));

        public DocumentMappingExpression<T> UniqueIndex(string indexName, params Expression<Func<T, object?>>[] expressions) =>
            AlterTyped(m => m.UniqueIndex(UniqueIndexType.Computed, indexName, expressions));

        public DocumentMappingExpression<T> UniqueIndex(UniqueIndexType indexType, params Expression<Func<T, object?>>[] expressions) =>
            AlterTyped(m => m.UniqueIndex(indexType, null, expressions));

        public DocumentMappingExpression<T> UniqueIndex(
            UniqueIndexType indexType, string indexName, params Expression<Func<T, object?>>[] expressions) =>
            AlterTyped(m => m.UniqueIndex(indexType, indexName, expressions));

        public DocumentMappingExpression<T> UniqueIndex(
            UniqueIndexType indexType,
            string indexName,
            TenancyScope tenancyScope = TenancyScope.Global,
            params Expression<Func<T, object?>>[] expressions) =>
            AlterTyped(m => m.UniqueIndex(indexType, indexName, tenancyScope, expressions));

        public DocumentMappingExpression<T> Duplicate(
            Expression<Func<T, object?>> expression,
            string? pgType = null,
            NpgsqlDbType? dbType = null,
            Action<DocumentIndex>? configure = null,
            bool notNull = false,
            bool partOfPrimaryKey = false) =>
            AlterTyped(m => m.Duplicate(expression, pgType, dbType, configure, notNull, partOfPrimaryKey));

        public DocumentMappingExpression<T> GinIndexJsonData(Action<DocumentIndex>? configureIndex = null) => Alter(m =>
        {
            var index = m.AddGinIndexToData();
            configureIndex?.Invoke(index);
        });

        public DocumentMappingExpression<T> GinIndexJsonDataMember(
            Expression<Func<T, object?>> memberExpression, Action<DocumentIndex>? configureIndex = null)
        {
            var path = MemberPaths.Of(memberExpression);
            return Alter(m =>
            {
                var index = m.AddGinIndexToDataMember(path);
                configureIndex?.Invoke(index);
            });
        }

        public DocumentMappingExpression<T> ForeignKey<TReference>(
            Expression<Func<T, object?>> expression,
            Action<DocumentForeignKey>? foreignKeyConfiguration = null,
            Action<DocumentIndex>? indexConfiguration = null)
        {
            var path = MemberPaths.Of(expression);
            return Alter(m =>
            {
                var key = m.AddForeignKey(path, typeof(TReference));
                foreignKeyConfiguration?.Invoke(key);
                indexConfiguration?.Invoke(m.AddColumnIndex(m.DuplicateField(path)));
            });
        }

        public DocumentMappingExpression<T> ForeignKey(
            Expression<Func<T, object?>> expression,
            string schemaName,
            string tableName,
            string columnName,
            Action<ForeignKey>? foreignKeyConfiguration = null)
        {
            var path = MemberPaths.Of(expression);
            return Alter(m =>
            {
                var key = m.AddForeignKey(path, schemaName, tableName, columnName);
                foreignKeyConfiguration?.Invoke(key);
            });
        }

        public DocumentMappingExpression<T> IndexLastModified(Action<DocumentIndex>? configure = null) => Alter(m => m.AddLastModifiedIndex(configure));

        public DocumentMappingExpression<T> IndexCreatedAt(Action<DocumentIndex>? configure = null) => Alter(m => m.AddCreatedAtIndex(configure));

        public DocumentMappingExpression<T> IndexTenantId(Action<DocumentIndex>? configure = null) => Alter(m => m.AddTenantIdIndex(configure));

        public DocumentMappingExpression<T> IgnoreIndex(string indexName) => Alter(m => m.IgnoreIndex(indexName));

        public DocumentMappingExpression<T> Metadata(Action<MetadataConfig> configure)
        {
            ArgumentNullException.ThrowIfNull(configure);
            configure(new MetadataConfig(this));
            return this;
        }

        internal DocumentMappingExpression<T> Alter(Action<DocumentMapping> alter)
        {
            _registry.Alter(typeof(T), alter, _isLive);
            return this;
        }

        private DocumentMappingExpression<T> AlterTyped(Action<DocumentMapping<T>> alter) => Alter(m => alter((DocumentMapping<T>)m));
    }
}

using System.Linq.Expressions;
using Marten.Engine.Members;
using Marten.Schema;
using NpgsqlTypes;

namespace Marten;

public partial class MartenRegistry
{
    public partial class DocumentMappingExpression<T>
    {
        /// <summary>Keeps documents of the subclass in this type's table.</summary>
        public DocumentMappingExpression<T> AddSubClass(Type subclassType, string? alias = null) => Alter(m => m.SubClasses.Add(subclassType, alias));

        /// <summary>Keeps documents of the subclass in this type's table.</summary>
        public DocumentMappingExpression<T> AddSubClass<TSubclass>(string? alias = null) where TSubclass : T => AddSubClass(typeof(TSubclass), alias);

        /// <summary>Keeps documents of all subclasses in this type's assembly in its table.</summary>
        public DocumentMappingExpression<T> AddSubClassHierarchy() => Alter(m => m.SubClasses.AddHierarchy());

        /// <summary>Keeps documents of these subclasses in this type's table.</summary>
        public DocumentMappingExpression<T> AddSubClassHierarchy(params MappedType[] allSubclassTypes) =>
            Alter(m => m.SubClasses.AddHierarchy(allSubclassTypes));

        /// <summary>A column for a member that only a subclass has; it is null for all others.</summary>
        public DocumentMappingExpression<T> Duplicate<TSub>(
            Expression<Func<TSub, object?>> expression,
            string? pgType = null,
            NpgsqlDbType? dbType = null,
            Action<DocumentIndex>? configure = null,
            bool notNull = false) where TSub : T
        {
            var path = MemberPaths.Of(expression);
            return Alter(m =>
            {
                var field = m.DuplicateField(path, pgType, notNull: notNull);
                if (dbType is { } type) field.DbType = type;
                configure?.Invoke(m.AddColumnIndex(field));
            });
        }
    }
}

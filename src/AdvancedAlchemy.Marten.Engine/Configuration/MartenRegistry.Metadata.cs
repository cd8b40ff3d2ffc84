using System.Linq.Expressions;
using Marten.Engine.Members;
using Marten.Schema;
using Marten.Storage.Metadata;

namespace Marten;

public partial class MartenRegistry
{
    public partial class DocumentMappingExpression<T>
    {
        /// <summary>Switches metadata columns on and off and maps members to them.</summary>
        public class MetadataConfig(DocumentMappingExpression<T> parent)
        {
            private readonly DocumentMappingExpression<T> _parent = parent;

            public Column<Guid> Version => new(_parent, m => m.Version);

            public Column<long> Revision => new(_parent, m => m.Revision);

            public Column<DateTimeOffset> LastModified => new(_parent, m => m.LastModified);

            public Column<DateTimeOffset> CreatedAt => new(_parent, m => m.CreatedAt);

            public Column<string> TenantId => new(_parent, m => m.TenantId);

            public Column<bool> IsSoftDeleted => new(_parent, m => m.IsSoftDeleted);

            public Column<DateTimeOffset?> SoftDeletedAt => new(_parent, m => m.SoftDeletedAt);

            public Column<string> DocumentType => new(_parent, m => m.DocumentType);

            public Column<string> DotNetType => new(_parent, m => m.DotNetType);

            public Column<string> CorrelationId => new(_parent, m => m.CorrelationId);

            public Column<string> CausationId => new(_parent, m => m.CausationId);

            public Column<string> LastModifiedBy => new(_parent, m => m.LastModifiedBy);

            public Column<Dictionary<string, object>> Headers => new(_parent, m => m.Headers);

            public void DisableInformationalFields() => _parent.Alter(m => m.DisableInformationalFields());

            /// <summary>One metadata column.</summary>
            public class Column<TProperty>
            {
                private readonly DocumentMappingExpression<T> _parent;
                private readonly Func<DocumentMetadataCollection, MetadataColumn> _source;

                internal Column(DocumentMappingExpression<T> parent, Func<DocumentMetadataCollection, MetadataColumn> source)
                {
                    _parent = parent;
                    _source = source;
                }

                public bool Enabled
                {
                    set => _parent.Alter(m => m.Enable(_source(m.Metadata), value));
                }

                public void MapTo(Expression<Func<T, TProperty?>> memberExpression)
                {
                    var path = MemberPaths.Of(memberExpression);
                    if (path.Length > 1)
                    {
                        throw new ArgumentException($"'{memberExpression}' has to name a direct member of the document", nameof(memberExpression));
                    }

                    _parent.Alter(m => _source(m.Metadata).Member = path[0]);
                }
            }
        }
    }
}

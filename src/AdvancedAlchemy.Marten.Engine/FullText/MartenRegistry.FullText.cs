using System.Linq.Expressions;
using Marten.Engine.Members;
using Marten.Schema;
using Weasel.Postgresql.Tables.Indexes;

namespace Marten;

public partial class MartenRegistry
{
    public partial class DocumentMappingExpression<T>
    {
        /// <summary>Indexes the whole body for full text search.</summary>
        public DocumentMappingExpression<T> FullTextIndex(
            string regConfig = FullTextIndexDefinition.DefaultRegConfig, Action<FullTextIndexDefinition>? configure = null) =>
            Alter(m => m.AddFullTextIndex(regConfig, configure));

        public DocumentMappingExpression<T> FullTextIndex(Action<FullTextIndexDefinition> configure) =>
            Alter(m => m.AddFullTextIndex(FullTextIndexDefinition.DefaultRegConfig, configure));

        /// <summary>Indexes members for full text search, all in one index.</summary>
        public DocumentMappingExpression<T> FullTextIndex(params Expression<Func<T, object>>[] expressions) =>
            FullTextIndex(FullTextIndexDefinition.DefaultRegConfig, expressions);

        public DocumentMappingExpression<T> FullTextIndex(string regConfig, params Expression<Func<T, object>>[] expressions) =>
            Alter(m => m.AddFullTextIndex([.. expressions.SelectMany(MemberPaths.AllOf)], regConfig));

        public DocumentMappingExpression<T> FullTextIndex(Action<FullTextIndexDefinition> configure, params Expression<Func<T, object>>[] expressions) => Alter(m =>
        {
            var index = m.AddFullTextIndex([.. expressions.SelectMany(MemberPaths.AllOf)]);
            configure(index);
        });

        /// <summary>Indexes a member for searches for parts of words.</summary>
        public DocumentMappingExpression<T> NgramIndex(Expression<Func<T, object>> expression)
        {
            var path = MemberPaths.Of(expression);
            return Alter(m => m.AddNgramIndex(path));
        }

        public DocumentMappingExpression<T> NgramIndex(Action<NgramIndex> configure) => Alter(m => m.AddNgramIndex(configure));

        public DocumentMappingExpression<T> NgramIndex(Action<NgramIndex> configure, Expression<Func<T, object>> expression)
        {
            var path = MemberPaths.Of(expression);
            return Alter(m => configure(m.AddNgramIndex(path)));
        }
    }
}

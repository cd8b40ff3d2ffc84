using System.Linq.Expressions;
using Marten.Engine.Members;
using Weasel.Postgresql.Tables.Indexes;

namespace Marten.Schema;

public partial class DocumentMapping<T>
{
    public FullTextIndexDefinition FullTextIndex(string regConfig, params Expression<Func<T, object?>>[] expressions) =>
        AddFullTextIndex([.. expressions.SelectMany(MemberPaths.AllOf)], regConfig);

    public NgramIndex NgramIndex(Expression<Func<T, object?>> expression) => AddNgramIndex(MemberPaths.Of(expression));

    public NgramIndex NgramIndex(Action<NgramIndex> configure, Expression<Func<T, object?>> expression)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var index = NgramIndex(expression);
        configure(index);
        return index;
    }
}

using System.Linq.Expressions;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Joins;

/// <summary>Something that FROM has besides the documents that a query is about.</summary>
/// <param name="row">What stands for one of its rows in lambdas.</param>
internal abstract class RowSource(ParameterExpression row)
{
    internal ParameterExpression Row => row;

    /// <summary>Enters the row's scope and gives the join.</summary>
    internal abstract SqlPart Translate(Translator translator);
}

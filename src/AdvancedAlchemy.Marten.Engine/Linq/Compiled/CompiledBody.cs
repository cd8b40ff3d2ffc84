using System.Linq.Expressions;
using Marten.Engine.Linq.Execution;

namespace Marten.Engine.Linq.Compiled;

/// <summary>A compiled query's expression, taken apart.</summary>
/// <param name="Source">The query up to its last operator.</param>
/// <param name="Kind">What the last operator asks for.</param>
/// <param name="Argument">Its filter, or what it aggregates.</param>
/// <param name="MayBeMissing">Whether it gives a default where there is no row.</param>
/// <param name="RowType">What a row is read as.</param>
internal sealed record CompiledBody(Expression Source, ResultKind Kind, LambdaExpression? Argument, bool MayBeMissing, Type RowType);

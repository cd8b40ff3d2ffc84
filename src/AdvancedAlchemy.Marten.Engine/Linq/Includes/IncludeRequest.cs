using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Includes;

/// <summary>Related documents that a query is to bring along.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Source">What refers to them, of the document: a value or a collection of values.</param>
/// <param name="Match">What of them is referred to; null for the id.</param>
/// <param name="Filter">Which of them are wanted; null for all.</param>
/// <param name="Target">Where they go: a callback, list or dictionary.</param>
internal sealed record IncludeRequest(Type Type, LambdaExpression Source, LambdaExpression? Match, LambdaExpression? Filter, SlotExpression Target);

using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Translation;

/// <summary>What a chain of operators asks for. Every lambda in it is one of the document.</summary>
internal sealed class QueryModel
{
    internal List<LambdaExpression> Filters { get; } = [];

    internal List<QueryOrder> Orders { get; } = [];

    internal SlotExpression? Skip { get; set; }

    internal SlotExpression? Take { get; set; }

    internal bool IsDistinct { get; set; }

    internal SlotExpression? Statistics { get; set; }

    /// <summary>What is made of each document; null for the document itself.</summary>
    internal LambdaExpression? Projection { get; set; }
}

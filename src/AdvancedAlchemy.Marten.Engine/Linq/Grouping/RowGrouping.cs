using System.Linq.Expressions;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Grouping;

/// <summary>What rows are grouped by, and what lambdas over a group mean.</summary>
internal sealed class RowGrouping
{
    private readonly List<LambdaExpression> _keys = [];
    private readonly ParameterExpression _document;

    /// <param name="key">The key, of the document.</param>
    /// <param name="element">What a group consists of, of the document; null for documents.</param>
    internal RowGrouping(LambdaExpression key, LambdaExpression? element)
    {
        _document = key.Parameters[0];
        Element = element;
        Key = Take(key.Body);
    }

    /// <summary>The key, made of columns.</summary>
    internal Expression Key { get; }

    internal LambdaExpression? Element { get; }

    internal LambdaExpression OfDocument(LambdaExpression lambda) => Expression.Lambda(new GroupRewriter(this, lambda.Parameters[0]).Visit(lambda.Body), _document);

    /// <summary>The lambda of (key, group) that GroupBy takes as a result.</summary>
    internal LambdaExpression OfKeyAndGroup(LambdaExpression lambda)
    {
        var body = ProjectionInliner.Replace(lambda.Body, lambda.Parameters[0], Key);
        return Expression.Lambda(new GroupRewriter(this, lambda.Parameters[1]).Visit(body), _document);
    }

    /// <summary>The keys as columns of a row of their own, so that parameters in them are sent once.</summary>
    internal SqlPart Translate(Translator translator)
    {
        var parts = new List<SqlPart> { new SqlText(" cross join lateral (select ") };
        for (var i = 0; i < _keys.Count; i++)
        {
            translator.Context.Enter(_keys[i].Parameters[0], translator.Context.Document);
            var value = translator.Value(_keys[i].Body);
            if (value.Scalar is null) throw Unsupported.Part($"GroupBy '{_keys[i].Body}', which is no single value,");
            parts.Add(value.Node);
            parts.Add(new SqlText($" as k{i}{(i < _keys.Count - 1 ? ", " : "")}"));
        }

        parts.Add(new SqlText(") as g"));
        return new SqlSequence([.. parts]);
    }

    internal string Columns => string.Join(", ", Enumerable.Range(0, _keys.Count).Select(i => $"g.k{i}"));

    private Expression Take(Expression body)
    {
        switch (body)
        {
            case NewExpression { Arguments.Count: > 0 } created:
                return created.Update(created.Arguments.Select(Take));
            case MemberInitExpression init when init.Bindings.All(b => b is MemberAssignment):
                return init.Update((NewExpression)Take(init.NewExpression), init.Bindings.Select(b => ((MemberAssignment)b).Update(Take(((MemberAssignment)b).Expression))));
            case NewExpression:
                return body;
            default:
                _keys.Add(Expression.Lambda(body, _document));
                return new GroupKeyExpression(_keys.Count - 1, body.Type);
        }
    }
}

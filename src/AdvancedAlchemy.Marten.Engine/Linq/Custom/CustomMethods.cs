using System.Linq.Expressions;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Custom;

/// <summary>Methods that parsers of the store's options know. They come before the engine's own.</summary>
internal static class CustomMethods
{
    internal static SqlPart? Predicate(MethodCallExpression call, Translator translator)
    {
        var options = translator.Context.Mapping.StoreOptions;
        var parsers = options.Linq.MethodCallParsers;
        if (parsers.Count == 0) return null;
        var filler = new SlotFiller(translator.Context);
        var whole = (MethodCallExpression)filler.Visit(call)!;
        foreach (var parser in parsers)
        {
            if (!parser.Matches(whole)) continue;
            var scope = ScopeOf(call, translator.Context) ?? throw Unsupported.Method(call.Method);
            filler.Guard();
            if (parser.Parse(new DocumentMembers(scope), options, whole) is not { } fragment) continue;

            // The plan serves all tenants, so that the fragment learns of none.
            var rendered = RenderedFragment.Of(fragment, "");
            return new SqlFragmentPart(rendered, i => new FixedBinder(rendered.Parameters[i]));
        }

        return null;
    }

    // The document that the call is about; elements of its collections have no locators that could be given to others.
    private static DocumentScope? ScopeOf(MethodCallExpression call, TranslationContext context)
    {
        var finder = new ScopeFinder(context);
        finder.Visit(call);
        return finder.IsCertain ? finder.Found : null;
    }

    private sealed class ScopeFinder(TranslationContext context) : ExpressionVisitor
    {
        internal DocumentScope? Found { get; private set; }

        internal bool IsCertain { get; private set; } = true;

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (context.FindScope(node) is not { } scope) return node;
            IsCertain &= scope is DocumentScope && (Found is null || ReferenceEquals(Found, scope));
            Found ??= scope as DocumentScope;
            return node;
        }
    }
}

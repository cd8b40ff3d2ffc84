using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Includes;

/// <summary>Which documents an Include finds: those that are referred to, by the default filters of their own type and those of the Include.</summary>
internal static class IncludeSelection
{
    internal static void Write(SqlWriter sql, TranslationContext main, IncludeBranch branch, SqlPart references, string? tenantColumn)
    {
        var context = main.Of(branch.Storage);
        var translator = new Translator(context);
        var model = new QueryModel();
        if (branch.Request.Filter is { } filter) model.Filters.Add(filter);
        var selection = new RowSelection(translator, model);
        if (tenantColumn is not null && branch.Storage.IsTenanted)
        {
            context.ReplacesTenantFilter = true;
            selection.Require(new SqlText($"d.tenant_id in (select {tenantColumn} from page)"));
        }

        selection.Require(Match(translator, branch.Request, references));
        selection.Translate(filterDeleted: true);
        selection.WriteFrom(sql);
    }

    private static SqlSequence Match(Translator translator, IncludeRequest request, SqlPart references)
    {
        if (request.Match is not { } match) return new SqlSequence(new SqlText("d.id in ("), references, new SqlText(")"));
        translator.Context.Enter(match.Parameters[0], translator.Context.Document);
        var target = translator.Value(match.Body);
        if (target.Scalar is null && target.Member?.Column is null) throw Unsupported.Part($"Include on '{match.Body}', which is no single value,");
        return new SqlSequence(target.Node, new SqlText(" in ("), references, new SqlText(")"));
    }
}

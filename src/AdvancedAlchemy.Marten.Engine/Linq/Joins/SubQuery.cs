using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Joins;

/// <summary>The rows of documents that another select goes on from, with their default filters.</summary>
internal sealed class SubQuery : SqlPart
{
    private readonly RowSelection _selection;
    private readonly string _columns;

    internal SubQuery(TranslationContext context, QueryModel model, string columns = "d.*")
    {
        if (model.Sources.Count > 0 || model.Grouping is not null || model.IsDistinct || model.DistinctKey is not null)
        {
            throw Unsupported.Part("a join with what is itself joined, grouped or made distinct");
        }

        _columns = columns;
        _selection = new RowSelection(new Translator(context), model);
        _selection.Translate(filterDeleted: true);
    }

    internal override void Write(SqlWriter writer)
    {
        writer.Append("select ").Append(_columns);
        _selection.WriteFrom(writer);
        _selection.WriteOrder(writer);
        _selection.WritePage(writer, null);
    }
}

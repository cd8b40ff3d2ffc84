using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Linq.SoftDeletes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.IsDeleted()</c>, <c>MaybeDeleted</c>, <c>DeletedSince</c> and <c>DeletedBefore</c>: each replaces the default filter.</summary>
internal sealed class SoftDeletes : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } =
    [
        nameof(SoftDeletedExtensions.IsDeleted), nameof(SoftDeletedExtensions.MaybeDeleted),
        nameof(SoftDeletedExtensions.DeletedSince), nameof(SoftDeletedExtensions.DeletedBefore),
    ];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(SoftDeletedExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        var mapping = translator.Context.Mapping;
        ((IReadOnlyStoreOptions)mapping.StoreOptions).AssertDocumentTypeIsSoftDeleted(mapping.DocumentType);
        translator.Context.ReplacesDeletedFilter = true;
        return call.Method.Name switch
        {
            nameof(SoftDeletedExtensions.IsDeleted) => new SqlFlag(new SqlText("d.mt_deleted"), new SqlText("d.mt_deleted"), true),
            nameof(SoftDeletedExtensions.MaybeDeleted) => new SqlText("d.mt_deleted is not null"),
            nameof(SoftDeletedExtensions.DeletedSince) => SqlCompound.And(new SqlText("d.mt_deleted"), Timestamps.Compare(call, translator, "d.mt_deleted_at", ">")),
            _ => SqlCompound.And(new SqlText("d.mt_deleted"), Timestamps.Compare(call, translator, "d.mt_deleted_at", "<")),
        };
    }
}

using JasperFx.Events.Projections;
using Marten.Schema;

namespace Marten.Engine.Events.Projections;

/// <summary>What has to be true of every projection of documents.</summary>
internal static class ProjectionChecks
{
    /// <exception cref="InvalidProjectionException">The document has another type of id than the projection says.</exception>
    internal static void AssertId(DocumentMapping mapping, Type idType)
    {
        var actual = mapping.IdType is { } type ? Nullable.GetUnderlyingType(type) ?? type : null;
        if (actual == idType) return;
        throw new InvalidProjectionException(
            $"Id type mismatch. The projection identity type is {idType.FullName}, but the aggregate document {mapping.DocumentType.FullName} id type is {actual?.FullName ?? "none"}");
    }
}

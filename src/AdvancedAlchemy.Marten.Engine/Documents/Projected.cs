namespace Marten.Engine.Documents;

/// <summary>A document as a projection has made it.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Document">It.</param>
/// <param name="Revision">The revision it gets.</param>
internal readonly record struct Projected<T>(string TenantId, T Document, long Revision);

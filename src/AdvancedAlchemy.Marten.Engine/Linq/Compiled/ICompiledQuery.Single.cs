namespace Marten.Linq;

/// <summary>A compiled query for one document.</summary>
#nullable disable annotations
public interface ICompiledQuery<TDoc> : ICompiledQuery<TDoc, TDoc> where TDoc : notnull;

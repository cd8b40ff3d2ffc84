namespace Marten.Linq;

/// <summary>A compiled query for many documents.</summary>
#nullable disable annotations
public interface ICompiledListQuery<TDoc> : ICompiledListQuery<TDoc, TDoc> where TDoc : notnull;

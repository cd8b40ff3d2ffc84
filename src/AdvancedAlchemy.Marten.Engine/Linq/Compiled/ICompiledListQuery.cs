namespace Marten.Linq;

/// <summary>A compiled query for what is made of many documents.</summary>
#nullable disable annotations
public interface ICompiledListQuery<TDoc, TOut> : ICompiledQuery<TDoc, IEnumerable<TOut>> where TDoc : notnull;

namespace Marten.Linq;

/// <summary>A query over documents.</summary>
public interface IMartenQueryable<T> : IQueryable<T>;

namespace Marten.Linq;

/// <summary>What all compiled queries are.</summary>
public interface ICompiledQueryMarker;

namespace Marten.Linq;

/// <summary>Compiled queries may implement it; parameters are found without unique values here, so it is never called.</summary>
public interface IQueryPlanning
{
    void SetUniqueValuesForQueryPlanning();
}

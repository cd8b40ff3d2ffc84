namespace Marten.Linq.Parsing.Operators;

public enum CasingRule
{
    CaseSensitive = 0,
    CaseInsensitive = 1,
}

namespace Marten.Linq;

public enum OrderingDirection
{
    Asc = 0,
    Desc = 1,
}

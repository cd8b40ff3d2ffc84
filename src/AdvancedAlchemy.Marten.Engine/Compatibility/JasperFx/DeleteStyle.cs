namespace JasperFx;

/// <summary>Whether a deleted document's row is removed or marked.</summary>
public enum DeleteStyle
{
    Remove = 0,
    SoftDelete = 1,
}

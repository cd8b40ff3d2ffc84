namespace Marten;

/// <summary>Whether values selected from JSON may be converted to the requested type.</summary>
public enum ValueCasting
{
    Strict = 0,
    Relaxed = 1,
}

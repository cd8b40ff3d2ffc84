namespace Marten.Engine.Sessions;

/// <summary>Whether documents of a type are changed by others that take their place.</summary>
internal static class RecordType<T>
{
    // The compiler gives every record class this method, and nobody else can have one of that name.
    internal static bool IsRecord { get; } = typeof(T).GetMethod("<Clone>$") is not null;
}

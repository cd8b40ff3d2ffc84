namespace Marten.Engine.Linq.Shapes;

/// <summary>One step of an expression's shape: what kind of node, and the type, member or method that it names.</summary>
internal readonly record struct ShapeToken(int Code, object? Subject)
{
    /// <summary>A value that the query captured; only its type belongs to the shape.</summary>
    internal const int Slot = -1;

    /// <summary>The documents that the query is about.</summary>
    internal const int Root = -2;

    /// <summary>What is asked of the rows: all, the first, how many.</summary>
    internal const int Result = -3;

    /// <summary>How the session reads documents.</summary>
    internal const int Selector = -4;

    internal const int Parameter = -5;

    /// <summary>Codes from here downward tell which slots are null, since null changes the SQL.</summary>
    internal const int FirstNull = -100;
}

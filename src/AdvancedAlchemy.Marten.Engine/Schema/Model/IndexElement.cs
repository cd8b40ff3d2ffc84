namespace Marten.Engine.Schema;

/// <summary>
/// One element of an index. <paramref name="Expression"/> is SQL text: a column's (quoted) name or an expression, with or without parentheses
/// around it. A plain string converts to an element without options.
/// </summary>
internal sealed record IndexElement(string Expression)
{
    /// <summary>The operator class, such as <c>jsonb_path_ops</c>.</summary>
    public string? OperatorClass { get; init; }

    /// <summary>The collation's name, unquoted.</summary>
    public string? Collation { get; init; }

    public bool Descending { get; init; }

    /// <summary>Null is PostgreSQL's default: nulls last ascending, nulls first descending.</summary>
    public bool? NullsFirst { get; init; }

    public static implicit operator IndexElement(string expression) => new(expression);
}

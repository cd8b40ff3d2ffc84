namespace Marten.Engine.Schema;

/// <summary>
/// A function. One that exists with this name and these argument types counts as present whatever its body: it may be the real package's.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="ArgumentTypes">The types of the input arguments, in order.</param>
/// <param name="Sql">The whole CREATE OR REPLACE FUNCTION statement, without a semicolon at the end.</param>
internal sealed record FunctionModel(ObjectName Name, IReadOnlyList<string> ArgumentTypes, string Sql) : SchemaObject(Name)
{
    public override SchemaObjectKind Kind => SchemaObjectKind.Function;

    public override string Signature => string.Join(",", ArgumentTypes.Select(TypeName.Normalize));

    /// <summary>True when creating it needs the tables to be there (a body in SQL, a row type): it is then created after them.</summary>
    public bool NeedsTables { get; init; }
}

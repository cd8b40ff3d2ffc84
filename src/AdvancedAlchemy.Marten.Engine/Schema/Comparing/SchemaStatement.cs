namespace Marten.Engine.Schema;

/// <summary>One statement to run.</summary>
/// <param name="Phase">When, among the statements of all objects.</param>
/// <param name="Sql">The statement, without a semicolon at the end.</param>
/// <param name="Requires">The right it takes, in words, for the error when PostgreSQL finds it missing.</param>
internal sealed record SchemaStatement(SchemaPhase Phase, string Sql, string Requires);

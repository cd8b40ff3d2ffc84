namespace Marten.Engine.Schema;

/// <summary>A primary key: the constraint's name and its columns in order.</summary>
internal sealed record PrimaryKeyModel(string Name, IReadOnlyList<string> Columns);

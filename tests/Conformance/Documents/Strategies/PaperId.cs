using System.Text.Json.Serialization;

namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>A strong-typed id whose JSON is the value inside, as the generators of such ids make it.</summary>
[JsonConverter(typeof(PaperIdJson))]
public readonly record struct PaperId(Guid Value);

using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class UuidV7Conformance(Stores<UuidV7Paper, UuidV7Topic, Guid> stores) : Conformance<UuidV7Paper, UuidV7Topic, Guid>(stores);

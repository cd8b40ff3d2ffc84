using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class UuidV4Conformance(Stores<UuidV4Paper, UuidV4Topic, Guid> stores) : Conformance<UuidV4Paper, UuidV4Topic, Guid>(stores);

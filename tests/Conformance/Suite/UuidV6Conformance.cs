using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class UuidV6Conformance(Stores<UuidV6Paper, UuidV6Topic, Guid> stores) : Conformance<UuidV6Paper, UuidV6Topic, Guid>(stores);

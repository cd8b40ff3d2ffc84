using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class IdentityConformance(Stores<IdentityPaper, IdentityTopic, long> stores) : Conformance<IdentityPaper, IdentityTopic, long>(stores);

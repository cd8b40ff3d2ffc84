using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class StrongConformance(Stores<StrongPaper, StrongTopic, PaperId> stores) : Conformance<StrongPaper, StrongTopic, PaperId>(stores);

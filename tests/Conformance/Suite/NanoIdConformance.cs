using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class NanoIdConformance(Stores<NanoIdPaper, NanoIdTopic, string> stores) : Conformance<NanoIdPaper, NanoIdTopic, string>(stores);

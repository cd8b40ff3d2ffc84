using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class CustomConformance(Stores<CustomPaper, CustomTopic, string> stores) : Conformance<CustomPaper, CustomTopic, string>(stores);

using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class BigIntConformance(Stores<BigIntPaper, BigIntTopic, long> stores) : Conformance<BigIntPaper, BigIntTopic, long>(stores);

using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public class MixinConformance(Stores<MixinPaper, MixinTopic, Guid> stores) : Conformance<MixinPaper, MixinTopic, Guid>(stores);

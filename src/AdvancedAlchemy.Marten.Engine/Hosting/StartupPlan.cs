using Marten.Schema;

namespace Marten.Engine.Hosting;

/// <summary>What the host does with a store when it starts.</summary>
internal sealed class StartupPlan
{
    internal bool AppliesChanges { get; set; }

    internal bool AssertsDatabase { get; set; }

    internal List<Func<IServiceProvider, IInitialData>> InitialData { get; } = [];
}

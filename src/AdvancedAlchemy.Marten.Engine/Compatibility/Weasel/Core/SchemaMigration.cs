using JasperFx;
using Marten.Engine.Schema;

namespace Weasel.Core;

/// <summary>What would have to be done to bring a database in line with the configuration.</summary>
public class SchemaMigration
{
    internal SchemaMigration(SchemaPlan plan) => Plan = plan;

    /// <summary>The most demanding difference found.</summary>
    public SchemaPatchDifference Difference => Plan.Difference;

    /// <summary>The schemas of the objects that were compared.</summary>
    public string[] Schemas => Plan.Changes.Select(x => x.Object.Name.Schema).Where(x => x.Length > 0).Distinct().ToArray();

    internal SchemaPlan Plan { get; }

    /// <summary>Throws <see cref="SchemaMigrationException"/> when <paramref name="autoCreate"/> does not allow these changes.</summary>
    public void AssertPatchingIsValid(AutoCreate autoCreate) => Plan.AssertAllowed(autoCreate);
}

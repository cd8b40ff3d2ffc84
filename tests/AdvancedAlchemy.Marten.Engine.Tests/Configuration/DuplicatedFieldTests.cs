using Marten;
using Marten.Schema;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Configuration;

public class DuplicatedFieldTests
{
    [Fact]
    public void The_update_of_a_column_names_the_column_and_the_key_in_the_body()
    {
        using var store = DocumentStore.For(o =>
        {
            o.Connection("Host=localhost");
            o.UseSystemTextJsonForSerialization(casing: Casing.CamelCase);
            o.Schema.For<Cargo>().Duplicate(c => c.LoadedAt);
        });

        var mapping = (DocumentMapping)((IDocumentStore)store).Options.FindOrResolveDocumentType(typeof(Cargo));
        var sql = mapping.DuplicatedFields.Single().UpdateSqlFragment();

        sql.ShouldStartWith("loaded_at = ");
        sql.ShouldContain("data ->> 'loadedAt'");
    }

    public class Cargo
    {
        public Guid Id { get; set; }

        public DateTimeOffset LoadedAt { get; set; }
    }
}

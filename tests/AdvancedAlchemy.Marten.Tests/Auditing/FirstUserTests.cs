using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

public class FirstUserTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_new_document_that_brings_its_creation_time_still_gets_its_creator()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "ann";
        var note = new Note { Id = Guid.NewGuid(), CreatedAt = Clock.GetUtcNow().AddYears(-1) };
        session.Store(note);
        await session.SaveChangesAsync();

        note.CreatedBy.ShouldBe("ann");
    }
}

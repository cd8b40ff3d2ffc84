using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class RecordIdentityTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public sealed record Score(Guid Id, int Points);

    public sealed class Player
    {
        public Guid Id { get; set; }
    }

    [Theory, InlineData(DocumentTracking.IdentityOnly), InlineData(DocumentTracking.DirtyTracking)]
    public async Task A_record_takes_the_place_of_the_one_that_was_loaded(DocumentTracking tracking)
    {
        await using var store = Store();
        var id = Guid.NewGuid();
        await using var session = store.OpenSession(new SessionOptions { Tracking = tracking });
        session.Store(new Score(id, 1));
        await session.SaveChangesAsync();
        for (var points = 2; points < 5; points++)
        {
            var score = (await session.LoadAsync<Score>(id))!;
            score.Points.ShouldBe(points - 1);
            session.Store(score with { Points = points });
            (await session.LoadAsync<Score>(id))!.Points.ShouldBe(points);
        }

        await session.SaveChangesAsync();
        await using var query = store.QuerySession();
        (await query.LoadAsync<Score>(id))!.Points.ShouldBe(4);
    }

    public sealed class Comparable : IEquatable<Comparable>
    {
        public Guid Id { get; set; }

        public bool Equals(Comparable? other) => other?.Id == Id;

        public override bool Equals(object? obj) => Equals(obj as Comparable);

        public override int GetHashCode() => Id.GetHashCode();
    }

    [Fact]
    public async Task Another_instance_of_a_class_is_refused_although_it_is_equal()
    {
        await using var store = Store();
        var id = Guid.NewGuid();
        await using var session = store.IdentitySession();
        session.Store(new Comparable { Id = id });
        Should.Throw<InvalidOperationException>(() => session.Store(new Comparable { Id = id }));
    }

    [Fact]
    public async Task Another_instance_of_a_class_is_refused()
    {
        await using var store = Store();
        var id = Guid.NewGuid();
        await using var session = store.IdentitySession();
        session.Store(new Player { Id = id });
        Should.Throw<InvalidOperationException>(() => session.Store(new Player { Id = id })).Message.ShouldContain("with same Id already added to the session");
    }
}

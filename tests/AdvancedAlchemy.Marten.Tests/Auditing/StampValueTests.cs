using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

/// <summary>Times of every kind, and imports that bring their own.</summary>
public class StampValueTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly DateTimeOffset _old = new(1999, 12, 31, 23, 59, 59, TimeSpan.FromHours(5.5));

    public static TheoryData<DateTimeOffset> Times =>
    [
        _old,
        new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.FromHours(-12)),
        new DateTimeOffset(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc)),
        new DateTimeOffset(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Unspecified)),
        DateTimeOffset.UnixEpoch.AddTicks(7),
        new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero),
        DateTimeOffset.MaxValue,
        DateTimeOffset.MinValue.AddTicks(10),
    ];

    [Theory]
    [MemberData(nameof(Times))]
    public async Task Any_time_is_kept_as_the_same_moment_in_UTC_and_whole_microseconds(DateTimeOffset time)
    {
        var store = Store(o => o.UseAdvancedAlchemy(a => a.IndexStamps = time.Year > 1), name: $"time{time.UtcTicks}");
        await using var session = store.LightweightSession();
        Post post = new() { CreatedAt = time, UpdatedAt = time };
        Note note = new() { CreatedAt = time, UpdatedAt = time };
        session.Store(post);
        session.Insert(note);
        await session.SaveChangesAsync();
        DateTimeOffset kept = new(time.UtcTicks - (time.UtcTicks % 10), TimeSpan.Zero);
        await using var query = store.QuerySession();
        var read = (await query.LoadAsync<Post>(post.Id))!;
        var readNote = (await query.LoadAsync<Note>(note.Id))!;
        foreach (var stamp in new[] { post.CreatedAt, post.UpdatedAt, read.CreatedAt, read.UpdatedAt, note.CreatedAt, readNote.UpdatedAt })
        {
            (stamp, stamp.Offset).ShouldBe((kept, TimeSpan.Zero));
        }

        (await query.Query<Post>().CountAsync(p => p.CreatedAt == kept)).ShouldBe(1);
    }

    [Fact]
    public async Task A_default_time_is_no_time_and_is_filled()
    {
        await using var session = Store().LightweightSession();
        Post post = new() { CreatedAt = default, UpdatedAt = default };
        session.Store(post);
        await session.SaveChangesAsync();
        (post.CreatedAt, post.UpdatedAt).ShouldBe((Clock.GetUtcNow(), Clock.GetUtcNow()));
        post.CreatedAt = default;
        session.Store(post);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await session.SaveChangesAsync();
        post.CreatedAt.ShouldBe(Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("store")]
    [InlineData("insert")]
    [InlineData("bulk")]
    [InlineData("audited")]
    public async Task Historical_data_keeps_its_stamps_and_goes_on_from_there(string way)
    {
        var store = Store(name: $"import{way}");
        await using var session = store.LightweightSession();
        Post post = new() { Title = "old", CreatedAt = _old, UpdatedAt = _old.AddDays(1) }, half = new() { Title = "half", CreatedAt = _old };
        session.LastModifiedBy = "importer";
        switch (way)
        {
            case "store": session.Store(post, half); break;
            case "insert": session.Insert(post, half); break;
            case "bulk": await store.BulkInsertAsync([post, half]); break;
            default: await store.BulkInsertAuditedAsync([post, half]); break;
        }

        await session.SaveChangesAsync();
        var read = (await session.LoadAsync<Post>(post.Id))!;
        (read.CreatedAt, read.UpdatedAt).ShouldBe((_old, _old.AddDays(1)));
        // what brings no time of the change gets that of the import, but for Marten's own bulk insert, which stamps nothing
        (await session.LoadAsync<Post>(half.Id))!.UpdatedAt.ShouldBe(way == "bulk" ? default : Clock.GetUtcNow());

        Clock.Advance(TimeSpan.FromMinutes(1));
        read.Title = "changed";
        session.Store(read);
        await session.SaveChangesAsync();
        (read.CreatedAt, read.UpdatedAt).ShouldBe((_old, Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Users_of_historical_data_are_kept()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "importer";
        Note note = new() { CreatedAt = _old, UpdatedAt = _old, CreatedBy = "ann", UpdatedBy = "bob" }, half = new() { CreatedAt = _old, CreatedBy = "ann" };
        session.Insert(note);
        session.Insert(half);
        await session.SaveChangesAsync();
        (note.CreatedBy, note.UpdatedBy, half.CreatedBy, half.UpdatedBy).ShouldBe(("ann", "bob", "ann", "importer"));
    }
}

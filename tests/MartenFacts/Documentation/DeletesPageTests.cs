using AdvancedAlchemy.Marten.Testing;
using JasperFx.Metadata;
using Marten;
using Marten.Linq.SoftDeletes;
using Marten.Schema;

namespace MartenFacts.Documentation;

/// <summary>The page "Deleting Documents".</summary>
public class DeletesPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> DeletedAsync(Action<StoreOptions>? configure = null)
    {
        var session = await UsersAsync(configure ?? (o => o.Schema.For<User>().SoftDeleted()));
        session.DeleteWhere<User>(x => x.UserName.StartsWith("m") || x.UserName == "bill");
        await session.SaveChangesAsync();
        return session;
    }

    [Fact]
    public async Task Documents_are_deleted_by_id_by_themselves_and_by_condition()
    {
        await using var session = await UsersAsync();

        session.Delete<User>(Users[0].Id);
        session.Delete(Users[1]);
        session.DeleteWhere<User>(x => x.Age == 35);
        await session.SaveChangesAsync();

        (await NamesAsync(session.Query<User>())).ShouldBe(["bill"]);
    }

    [Fact]
    public async Task Documents_of_several_types_are_deleted_together()
    {
        await using var session = await UsersAsync();
        var (issue, target) = (new Issue { Title = "Running low on coffee" }, new Target { Number = 1 });
        session.StoreObjects(new object[] { issue, target });
        await session.SaveChangesAsync();

        session.DeleteObjects(new object[] { Users[0], target });
        await session.SaveChangesAsync();

        (await session.Query<User>().CountAsync()).ShouldBe(3);
        (await session.Query<Target>().AnyAsync()).ShouldBeFalse();
        (await session.Query<Issue>().AnyAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Deleted_documents_are_left_out_of_queries_with_and_without_a_condition()
    {
        await using var session = await DeletedAsync();

        (await session.Query<User>().OrderBy(x => x.UserName).Select(x => x.UserName).ToListAsync()).ShouldBe(["jeremy", "lindsey"]);
        (await session.Query<User>().Where(x => x.UserName != "jeremy").SingleAsync()).UserName.ShouldBe("lindsey");
    }

    [Fact]
    public async Task Deleted_documents_are_found_together_with_others_or_alone()
    {
        await using var session = await DeletedAsync();

        (await session.Query<User>().Where(x => x.MaybeDeleted()).OrderBy(x => x.UserName).Select(x => x.UserName).ToListAsync()).ShouldBe(["bill", "jeremy", "lindsey", "max"]);
        (await NamesAsync(session.Query<User>().Where(x => x.UserName != "jeremy" && x.MaybeDeleted()))).ShouldBe(["bill", "lindsey", "max"]);
        (await session.Query<User>().Where(x => x.IsDeleted()).OrderBy(x => x.UserName).Select(x => x.UserName).ToListAsync()).ShouldBe(["bill", "max"]);
        (await session.Query<User>().Where(x => x.UserName != "bill" && x.IsDeleted()).Select(x => x.UserName).SingleAsync()).ShouldBe("max");
    }

    [Fact]
    public async Task The_time_of_deletion_is_known_and_searched_for()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().SoftDeleted());
        session.Delete(Users[2]);
        await session.SaveChangesAsync();
        var epoch = (await session.MetadataForAsync(Users[2]))!.DeletedAt!.Value;
        session.Delete(Users[3]);
        await session.SaveChangesAsync();

        (await session.Query<User>().Where(x => x.DeletedSince(epoch)).Select(x => x.UserName).ToListAsync()).ShouldBe(["bill"]);
        (await session.Query<User>().Where(x => x.DeletedBefore(epoch)).AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Documents_are_brought_back_by_their_id()
    {
        await using var session = await DeletedAsync();

        session.UndoDeleteWhere<User>(x => x.Id == Users[1].Id);
        await session.SaveChangesAsync();

        (await NamesAsync(session.Query<User>())).ShouldBe(["jeremy", "lindsey", "max"]);
    }

    [Fact]
    public async Task Soft_deleted_documents_are_deleted_for_good_where_that_is_asked()
    {
        await using var session = await UsersAsync(o => o.Policies.AllDocumentsSoftDeleted());

        session.HardDelete(Users[3]);
        session.HardDelete<User>(Users[1].Id);
        session.HardDeleteWhere<User>(x => x.Roles.Contains("editor"));
        await session.SaveChangesAsync();

        (await NamesAsync(session.Query<User>().Where(x => x.MaybeDeleted()))).ShouldBe(["jeremy"]);
    }

    [Fact]
    public async Task Partitions_keep_deleted_documents_apart()
    {
        await using var session = await DeletedAsync(o => o.Schema.For<User>().SoftDeletedWithPartitioningAndIndex());

        (await NamesAsync(session.Query<User>())).ShouldBe(["jeremy", "lindsey"]);
        (await NamesAsync(session.Query<User>().Where(x => x.IsDeleted()))).ShouldBe(["bill", "max"]);
    }

    [Fact]
    public async Task An_attribute_makes_a_type_soft_deleted()
    {
        var store = Store();
        await SaveAsync(store, new Plain { Name = "a" }, new Plain { Name = "b" });
        await SaveAsync(store, new Partitioned { Name = "a" }, new Partitioned { Name = "b" });
        await using var session = store.LightweightSession();
        session.DeleteWhere<Plain>(x => x.Name == "a");
        session.DeleteWhere<Partitioned>(x => x.Name == "a");
        await session.SaveChangesAsync();

        (await session.Query<Plain>().SingleAsync()).Name.ShouldBe("b");
        (await session.Query<Plain>().SingleAsync(x => x.IsDeleted())).Name.ShouldBe("a");
        (await session.Query<Partitioned>().SingleAsync(x => x.IsDeleted())).Name.ShouldBe("a");
    }

    [Fact]
    public async Task Documents_know_themselves_that_they_are_deleted()
    {
        var store = Store(o => o.Schema.For<Mapped>().SoftDeleted().Metadata(m =>
        {
            m.IsSoftDeleted.MapTo(x => x.IsDeleted);
            m.SoftDeletedAt.MapTo(x => x.DeletedWhen);
        }));
        var (marked, mapped) = (new Marked(), new Mapped());
        await SaveAsync(store, marked);
        await SaveAsync(store, mapped);
        await using var session = store.LightweightSession();
        session.Delete(marked);
        session.Delete(mapped);
        await session.SaveChangesAsync();

        marked.Deleted.ShouldBeTrue();
        (await session.Query<Marked>().SingleAsync(x => x.Deleted)).DeletedAt.ShouldNotBeNull();
        var read = await session.Query<Mapped>().SingleAsync(x => x.MaybeDeleted());
        (read.IsDeleted, read.DeletedWhen is null).ShouldBe((true, false));
    }

    [SoftDeleted]
    public class Plain
    {
        public Guid Id;

        public string Name { get; set; } = "";
    }

    [SoftDeleted(UsePartitioning = true)]
    public class Partitioned
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";
    }

    public class Marked : ISoftDeleted
    {
        public Guid Id { get; set; }

        public bool Deleted { get; set; }

        public DateTimeOffset? DeletedAt { get; set; }
    }

    public class Mapped
    {
        public Guid Id { get; set; }

        public bool IsDeleted { get; set; }

        public DateTimeOffset? DeletedWhen { get; set; }
    }
}

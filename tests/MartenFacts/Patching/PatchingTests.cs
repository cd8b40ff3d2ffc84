using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;
using Marten.Patching;
using Weasel.Core;
using Weasel.Postgresql.SqlGeneration;

namespace MartenFacts.Patching;

public class PatchingTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private readonly Target _target = new()
    {
        Name = "first",
        Number = 3,
        Big = 4,
        Ratio = 1.5,
        Price = 2.25m,
        Inner = new Inner { Name = "in", Number = 7 },
        Numbers = [1, 2, 2, 3],
        Tags = ["a", "b"],
        Children = [new Inner { Name = "k1", Number = 1 }, new Inner { Name = "k2", Number = 2 }, new Inner { Name = "k2", Number = 3 }],
        Scores = new Dictionary<string, int> { ["x"] = 1 },
    };

    private async Task<Target> PatchedAsync(Action<IPatchExpression<Target>> patch, Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, _target, new Target { Name = "other", Number = 3 });
        await using (var session = store.LightweightSession())
        {
            patch(session.Patch<Target>(_target.Id));
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.Query<Target>().SingleAsync(t => t.Name == "other")).Number.ShouldBe(3);
        return (await query.LoadAsync<Target>(_target.Id))!;
    }

    [Theory]
    [InlineData(Casing.Default, EnumStorage.AsInteger)]
    [InlineData(Casing.CamelCase, EnumStorage.AsString)]
    [InlineData(Casing.SnakeCase, EnumStorage.AsInteger)]
    public async Task Set_changes_members_at_any_depth_in_every_casing(Casing casing, EnumStorage enums)
    {
        var found = await PatchedAsync(
            p => p.Set(t => t.Number, 10).Set(t => t.Name, "it's \"new\"").Set(t => t.Inner!.Number, 11).Set(t => t.Colour, Colour.Blue).Set(t => t.Nick, null),
            o => o.UseSystemTextJsonForSerialization(enums, casing));

        found.Number.ShouldBe(10);
        found.Name.ShouldBe("it's \"new\"");
        found.Inner!.Number.ShouldBe(11);
        found.Inner.Name.ShouldBe("in");
        found.Colour.ShouldBe(Colour.Blue);
        found.Nick.ShouldBeNull();
    }

    [Fact]
    public async Task Set_makes_the_parents_that_are_missing() =>
        (await PatchedAsync(p => p.Set(t => t.Inner!.Deeper!.Deeper!.Number, 5))).Inner!.Deeper!.Deeper!.Number.ShouldBe(5);

    [Fact]
    public async Task Set_by_name_adds_what_the_type_has_no_member_for()
    {
        await PatchedAsync(p => p.Set("Extra", 5).Set("Zip", t => t.Inner!, "v"));

        (await ScalarAsync<string>($"select (data ->> 'Extra') || (data -> 'Inner' ->> 'Zip') from {Schema}.mt_doc_target where data ->> 'Name' = 'first'")).ShouldBe("5v");
    }

    [Fact]
    public async Task Increment_adds_to_numbers_of_every_type_and_counts_from_zero_where_there_is_none()
    {
        var found = await PatchedAsync(p => p.Increment(t => t.Number).Increment(t => t.Big, 5).Increment(t => t.Ratio, 0.5).Increment(t => t.Price, -1.25m)
            .Increment(t => t.Inner!.Deeper!.Number, 3));

        (found.Number, found.Big, found.Ratio, found.Price, found.Inner!.Deeper!.Number).ShouldBe((4, 9, 2.0, 1.00m, 3));
    }

    [Fact]
    public async Task Append_and_insert_change_lists()
    {
        var found = await PatchedAsync(p => p
            .Append(t => t.Numbers, 9)
            .Insert(t => t.Numbers, 0, 0)
            .Insert(t => t.Tags, "z")
            .Append(t => t.Children, new Inner { Name = "k4" }));

        found.Numbers.ShouldBe([0, 1, 2, 2, 3, 9]);
        found.Tags.ShouldBe(["a", "b", "z"]);
        found.Children.Select(c => c.Name).ShouldBe(["k1", "k2", "k2", "k4"]);
    }

    [Fact]
    public async Task The_forms_if_not_exists_leave_a_list_alone_that_has_the_item()
    {
        var found = await PatchedAsync(p => p
            .AppendIfNotExists(t => t.Numbers, 2)
            .AppendIfNotExists(t => t.Numbers, 8)
            .InsertIfNotExists(t => t.Tags, "a", 0)
            .InsertIfNotExists(t => t.Tags, "0", 0)
            .AppendIfNotExists(t => t.Children, new Inner { Name = "k2", Number = 99 }, c => c.Name == "k2")
            .InsertIfNotExists(t => t.Children, new Inner { Name = "k0" }, c => c.Name == "k0" || c.Number > 100, 0));

        found.Numbers.ShouldBe([1, 2, 2, 3, 8]);
        found.Tags.ShouldBe(["0", "a", "b"]);
        found.Children.Select(c => c.Name).ShouldBe(["k0", "k1", "k2", "k2"]);
    }

    [Fact]
    public async Task Remove_by_value_removes_every_equal_item()
    {
        var found = await PatchedAsync(p => p.Remove(t => t.Numbers, 2).Remove(t => t.Tags, "a", RemoveAction.RemoveAll).Remove(t => t.Tags, "b"));

        found.Numbers.ShouldBe([1, 3]);
        found.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_by_predicate_removes_what_it_finds()
    {
        var name = "k2";
        var found = await PatchedAsync(p => p.Remove(t => t.Children, c => c.Name == name && c.Number >= 2, RemoveAction.RemoveAll));

        found.Children.Select(c => c.Name).ShouldBe(["k1"]);
    }

    [Fact]
    public async Task A_predicate_with_hostile_text_is_only_that_text()
    {
        var hostile = "\") || (1 == 1) || (\"\\";
        _target.Children.Add(new Inner { Name = hostile });
        var found = await PatchedAsync(p => p.Remove(t => t.Children, c => c.Name == hostile, RemoveAction.RemoveAll));

        found.Children.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Dictionaries_get_and_lose_entries()
    {
        var found = await PatchedAsync(p => p.Append(t => t.Scores, "y", 2).AppendIfNotExists(t => t.Scores, "y", 5).AppendIfNotExists(t => t.Scores, "z", 6).Remove(t => t.Scores, "x"));

        found.Scores.OrderBy(s => s.Key).Select(s => $"{s.Key}{s.Value}").ShouldBe(["y2", "z6"]);
    }

    [Fact]
    public async Task Rename_duplicate_and_delete_move_copy_and_remove()
    {
        var found = await PatchedAsync(p => p
            .Duplicate(t => t.Name, t => t.Nick, t => t.Inner!.Deeper!.Name)
            .Delete(t => t.Number)
            .Delete("Flag")
            .Delete("Number", t => t.Inner!));

        found.Nick.ShouldBe("first");
        found.Inner!.Deeper!.Name.ShouldBe("first");
        found.Number.ShouldBe(0);
        found.Inner.Number.ShouldBe(0);
        (await ScalarAsync<bool>($"select data ? 'Flag' from {Schema}.mt_doc_target where data ->> 'Name' = 'first'")).ShouldBeFalse();

        var store = Store();
        await ExecuteAsync($"update {Schema}.mt_doc_target set data = (data - 'Nick') || '{{\"OldNick\": \"moved\"}}'");
        await using var session = store.LightweightSession();
        session.Patch<Target>(_target.Id).Rename("OldNick", t => t.Nick!);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Target>(_target.Id))!.Nick.ShouldBe("moved");
    }

    [Fact]
    public async Task A_filter_patches_all_that_it_finds_and_nothing_else()
    {
        var store = Store();
        await SaveAsync(store, new Target { Name = "a", Number = 1 }, new Target { Name = "b", Number = 2 }, new Target { Name = "c", Number = 3 });
        await using var session = store.LightweightSession();
        var least = 2;
        session.Patch<Target>(t => t.Number >= least).Set(t => t.Flag, true);
        session.Patch<Target>(new WhereFragment("d.data ->> 'Name' = ?", "a")).Set(t => t.Nick, "by sql");
        least = 0;
        await session.SaveChangesAsync();

        (await session.Query<Target>().Where(t => t.Flag).OrderBy(t => t.Name).Select(t => t.Name!).ToListAsync()).ShouldBe(["b", "c"]);
        (await session.Query<Target>().SingleAsync(t => t.Nick == "by sql")).Name.ShouldBe("a");
    }

    [Fact]
    public async Task Duplicated_columns_follow_the_body()
    {
        await PatchedAsync(p => p.Set(t => t.Nick, "indexed").Set(t => t.Inner!.Name, "deep"), o => o.Schema.For<Target>().Duplicate(t => t.Nick).Duplicate(t => t.Inner!.Name).Duplicate(t => t.Tags));

        (await ScalarAsync<string>($"select nick || inner_name || array_length(tags, 1) from {Schema}.mt_doc_target where data ->> 'Name' = 'first'")).ShouldBe("indexeddeep2");
    }

    [Fact]
    public async Task Patches_and_stores_of_one_save_commit_together_in_the_order_of_the_calls()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.Store(_target);
        session.Patch<Target>(_target.Id).Increment(t => t.Number, 4);
        session.Patch<Target>(_target.Id).Increment(t => t.Number, 3);
        await session.SaveChangesAsync();

        (await session.LoadAsync<Target>(_target.Id))!.Number.ShouldBe(10);
    }

    [Fact]
    public async Task Concurrent_increments_are_all_counted()
    {
        var store = Store();
        await SaveAsync(store, _target);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await using var session = store.LightweightSession();
            session.Patch<Target>(_target.Id).Increment(t => t.Number);
            await session.SaveChangesAsync();
        }));

        await using var query = store.QuerySession();
        (await query.LoadAsync<Target>(_target.Id))!.Number.ShouldBe(23);
    }

    [Fact]
    public async Task A_patch_of_an_id_that_nothing_has_changes_nothing()
    {
        var store = Store();
        await SaveAsync(store, _target);
        await using var session = store.LightweightSession();
        session.Patch<Target>(Guid.NewGuid()).Set(t => t.Number, 1);
        await session.SaveChangesAsync();

        (await session.Query<Target>().SingleAsync()).Number.ShouldBe(3);
    }

    [Fact]
    public async Task Deleted_documents_and_those_of_other_tenants_are_not_patched()
    {
        var store = Store(o => o.Schema.For<Target>().SoftDeleted().MultiTenanted());
        await using (var session = store.LightweightSession("one"))
        {
            session.Store(_target);
            await session.SaveChangesAsync();
            session.Delete(_target);
            await session.SaveChangesAsync();
        }

        await using (var session = store.LightweightSession("one"))
        {
            session.Patch<Target>(_target.Id).Set(t => t.Number, 100);
            session.Patch<Target>(t => t.Number > 0).Set(t => t.Number, 101);
            session.ForTenant("two").Patch<Target>(t => t.Number > 0).Set(t => t.Number, 102);
            await session.SaveChangesAsync();
        }

        (await ScalarAsync<string>($"select data ->> 'Number' from {Schema}.mt_doc_target")).ShouldBe("3");
    }

    [Fact]
    public async Task The_revision_goes_up_by_one()
    {
        await PatchedAsync(p => p.Set(t => t.Number, 4), o => o.Schema.For<Target>().UseNumericRevisions(true));

        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_target where data ->> 'Name' = 'first'")).ShouldBe(2);
        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_target where data ->> 'Name' = 'other'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_left_alone()
    {
        var store = Store();
        await SaveAsync(store, _target);
        await ExecuteAsync($"update {Schema}.mt_doc_target set data = data - 'Numbers'");
        await using var session = store.LightweightSession();
        session.Patch<Target>(_target.Id).Append(t => t.Numbers, 5).Remove(t => t.Numbers, 5).Insert(t => t.Numbers, 5);
        await session.SaveChangesAsync();

        (await ScalarAsync<bool>($"select data ? 'Numbers' from {Schema}.mt_doc_target")).ShouldBeFalse();
    }
}

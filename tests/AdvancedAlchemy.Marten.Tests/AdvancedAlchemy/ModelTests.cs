using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Marten.Schema;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Behaviours;

/// <summary>Behaviours 1 to 7 and 12 of Advanced Alchemy's test suite: names, bases, ids.</summary>
public class ModelTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly Type[] _plain = [typeof(BigIntDocument), typeof(IdentityDocument), typeof(UuidDocument), typeof(UuidV6Document), typeof(UuidV7Document), typeof(NanoIdDocument)];

    private static readonly Type[] _audited =
        [typeof(BigIntAuditDocument), typeof(IdentityAuditDocument), typeof(UuidAuditDocument), typeof(UuidV6AuditDocument), typeof(UuidV7AuditDocument), typeof(NanoIdAuditDocument)];

    [Fact] // 1, 12
    public void The_name_of_a_type_is_the_name_of_its_table_unless_another_is_given()
    {
        var store = Store(o => o.Schema.For<UuidUser>().DocumentAlias("people"));
        Table<BigIntUser>(store).ShouldBe("mt_doc_bigintuser");
        Table<UuidUser>(store).ShouldBe("mt_doc_people");
        Table<Post>(store).ShouldBe("mt_doc_post");
    }

    [Fact] // 2
    public void Every_base_has_the_sentinel_but_the_one_that_has_nothing()
    {
        _plain.Concat(_audited).ShouldAllBe(b => typeof(IRevisioned).IsAssignableFrom(b));
        typeof(IRevisioned).IsAssignableFrom(typeof(DefaultDocument)).ShouldBeFalse();
    }

    [Fact] // 4
    public void Every_base_has_an_id_and_an_audited_one_its_two_times()
    {
        _plain.Concat(_audited).ShouldAllBe(b => b.GetProperty("Id") != null);
        _audited.ShouldAllBe(b => typeof(IAudited).IsAssignableFrom(b) && b.GetProperty("CreatedAt") != null && b.GetProperty("UpdatedAt") != null);
        _plain.ShouldAllBe(b => !typeof(IAudited).IsAssignableFrom(b));
        typeof(DefaultDocument).GetProperties().ShouldBeEmpty();
    }

    [Fact] // 5
    public void A_kind_of_id_is_never_replaced_by_another()
    {
        (new UuidUser().Id.Version, new UuidV6User().Id.Version, new UuidV7User().Id.Version).ShouldBe((4, 6, 7));
        new NanoIdUser().Id.Length.ShouldBe(21);
    }

    [Fact] // 6, 7
    public async Task An_identity_starts_at_one_and_goes_up_by_one_and_a_bigint_has_a_sequence_of_its_type()
    {
        var store = Store();
        for (var i = 1; i <= 3; i++)
        {
            // a store of each process has its own numbers at hand
            await using var session = Store(o => o.DatabaseSchemaName = store.Options.DatabaseSchemaName, name: nameof(An_identity_starts_at_one_and_goes_up_by_one_and_a_bigint_has_a_sequence_of_its_type)).LightweightSession();
            IdentityUser identity = new();
            BigIntUser bigint = new() { Username = $"{i}" };
            session.Store(identity);
            session.Store(bigint);
            identity.Id.ShouldBe(i);
            bigint.Id.ShouldBe(((i - 1) * 1000) + 1);
            await session.SaveChangesAsync();
        }

        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new($"select string_agg(lower(entity_name), ',' order by lower(entity_name)) from {store.Options.DatabaseSchemaName}.mt_hilo", connection);
        (await command.ExecuteScalarAsync()).ShouldBe("bigintuser,identityuser");
    }

    private static string Table<T>(IDocumentStore store) => ((DocumentMapping)store.Options.FindOrResolveDocumentType(typeof(T))).TableName.Name;
}

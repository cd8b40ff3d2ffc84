using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Marten.Schema;

namespace AdvancedAlchemy.Marten.Engine.Tests.Configuration
{
    public class AliasTests(PostgresFixture postgres) : StoreTest(postgres)
    {
        public class Nested
        {
            public Guid Id { get; set; }

            public class Deeper
            {
                public Guid Id { get; set; }
            }
        }

        [DocumentAlias("My_Thing")]
        public class Renamed
        {
            public Guid Id { get; set; }
        }

        [Theory]
        [InlineData(typeof(AliasSample), "aliassample")]
        [InlineData(typeof(Nested), "aliastests_nested")]
        [InlineData(typeof(Nested.Deeper), "nested_deeper")]
        [InlineData(typeof(Renamed), "my_thing")]
        [InlineData(typeof(AliasGeneric<int>), "aliasgenericint32")]
        [InlineData(typeof(AliasGeneric<AliasSample>), "aliasgenericaliassample")]
        [InlineData(typeof(AliasPair<string, List<int>>), "aliaspairstring_listint32")]
        public void Aliases_are_martens(Type type, string alias)
        {
            using var store = Store();
            ((IReadOnlyStoreOptions)store.Options).FindOrResolveDocumentType(type).Alias.ShouldBe(alias);
        }

        [Fact]
        public async Task Ambiguous_aliases_are_refused()
        {
            await using var store = Store();
            await using var session = store.LightweightSession();
            session.Store<object>(new AliasOne.Same(), new AliasTwo.Same());
            var e = await Should.ThrowAsync<AmbiguousDocumentTypeAliasesException>(() => session.SaveChangesAsync());
            e.Message.ShouldContain("AliasOne.Same");
            e.Message.ShouldContain("AliasTwo.Same");
            e.Message.ShouldEndWith(
                $"all have the same document alias '{Schema}.same'. You must explicitly make document type aliases to disambiguate the database schema objects");
        }

        [Fact]
        public void The_defaults_are_martens()
        {
            var options = new StoreOptions();
            options.AutoCreateSchemaObjects.ShouldBe(JasperFx.AutoCreate.CreateOrUpdate);
            (options.DatabaseSchemaName, options.StoreName, options.CommandTimeout, options.NameDataLength).ShouldBe(("public", "Main", 30, 64));
            (options.UpdateBatchSize, options.ApplyChangesLockId).ShouldBe((500, 4004));
            (options.Advanced.HiloSequenceDefaults.MaxLo, options.Advanced.HiloSequenceDefaults.MaxAdvanceToNextHiAttempts).ShouldBe((1000, 30));
            options.Advanced.DefaultTenantUsageEnabled.ShouldBeTrue();
        }
    }

    public class AliasSample
    {
        public Guid Id { get; set; }
    }

    public class AliasGeneric<T>
    {
        public Guid Id { get; set; }

        public T? Value { get; set; }
    }

    public class AliasPair<T1, T2>
    {
        public Guid Id { get; set; }

        public T1? First { get; set; }

        public T2? Second { get; set; }
    }
}

namespace AdvancedAlchemy.Marten.Engine.Tests.Configuration.AliasOne
{
    public class Same
    {
        public Guid Id { get; set; }
    }
}

namespace AdvancedAlchemy.Marten.Engine.Tests.Configuration.AliasTwo
{
    public class Same
    {
        public Guid Id { get; set; }
    }
}

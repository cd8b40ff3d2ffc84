using AdvancedAlchemy.Marten.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

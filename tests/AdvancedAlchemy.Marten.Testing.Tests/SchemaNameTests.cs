namespace AdvancedAlchemy.Marten.Testing.Tests;

public class SchemaNameTests
{
    [Fact]
    public void A_name_is_stable_readable_and_safe()
    {
        string name = SchemaName.For(typeof(SchemaNameTests), "");

        name.ShouldStartWith("schema_name_tests_");
        name.ShouldBe(SchemaName.For(typeof(SchemaNameTests), ""));
    }

    [Fact]
    public void Classes_that_look_alike_get_names_of_their_own()
    {
        Type[] types = [typeof(One.Same), typeof(Two.Same), typeof(Two.SAME), typeof(List<int>), typeof(List<string>), typeof(List<>)];

        types.Select(type => SchemaName.For(type, "")).ShouldBeUnique();
    }

    [Theory]
    [InlineData(typeof(pg_Reserved))]
    [InlineData(typeof(_Ünder))]
    [InlineData(typeof(A_class_whose_name_is_much_longer_than_any_name_that_PostgreSQL_would_keep_in_full))]
    [InlineData(typeof(Dictionary<string, int>))]
    public void Every_name_is_lower_case_starts_with_a_letter_and_fits(Type type)
    {
        string name = SchemaName.For(type, "_0123abcd");

        name.ShouldMatch("^[a-z][a-z0-9_]{0,62}$");
        name.ShouldNotStartWith("pg_");
        name.ShouldEndWith("_0123abcd");
    }

    private static class One
    {
        public class Same;
    }

    private static class Two
    {
        public class Same;

        public class SAME;
    }

    private class pg_Reserved;

    private class _Ünder;

    private class A_class_whose_name_is_much_longer_than_any_name_that_PostgreSQL_would_keep_in_full;
}

namespace AdvancedAlchemy.Marten.Generators.Tests;

public class KindsOfTypeTests
{
    [Theory]
    [InlineData("public partial record Article(Guid Id, string Title) : ISlugged, IAudited, IRevisioned;", "partial record Article :")]
    [InlineData("public sealed partial record Article(string Name) : ISlugged;", "partial record Article")]
    [InlineData("public partial class Page<T, TKey> : UuidDocument, IAudited where T : class, new() where TKey : notnull;", "partial class Page<T, TKey> :")]
    [InlineData("public partial class @event : UuidDocument, IUserAudited;", "partial class @event")]
    [InlineData("internal abstract partial class Page : UuidDocument, IAudited;", "partial class Page :")]
    [InlineData("public partial class Page(string title) : UuidDocument, ISlugged { public string Title => title; }", "partial class Page")]
    public void Classes_and_records_of_every_form_get_their_members(string type, string header) => Generation.Of(type).File().ShouldContain("\n" + header);

    [Fact]
    public void Each_type_around_a_nested_one_is_opened()
    {
        var generation = Generation.Of("""
            namespace A.B
            {
                public static partial class Outer
                {
                    public partial interface IMiddle<T>
                    {
                        public partial record struct Inner<TKey>
                        {
                            public partial class Note : DefaultDocument, IUserAudited;
                        }
                    }
                }
            }
            """);
        generation.File().ShouldContain("""
            namespace A.B;

            partial class Outer
            {
                partial interface IMiddle<T>
                {
                    partial record struct Inner<TKey>
                    {
                        partial class Note
                        {
                            /// <inheritdoc />
            """);
        generation.Files.Keys.ShouldBe(["A.B.Outer.IMiddle-1.Inner-1.Note.Mixins.g.cs"]);
    }

    [Fact]
    public void Private_nested_types_are_types_too() =>
        Generation.Of("public partial class Outer { private partial class Note : DefaultDocument, IAudited; public object Get() => new Note(); }").ShouldCompile();

    [Fact]
    public void Several_partial_declarations_give_one_part()
    {
        var generation = Generation.Of(
            "public partial class Article : ISlugged { public string Title { get; set; } = \"\"; }",
            "public partial class Article : UuidDocument { }",
            "public partial class Article : IAudited { public DateTimeOffset Other => CreatedAt; }",
            "public partial class Article { public string Slug { get; set; } = \"\"; }");
        var file = generation.File();
        file.ShouldContain("CreatedAt");
        file.ShouldContain("SlugSource => this.Title");
        file.ShouldNotContain("Slug {");
    }

    [Fact]
    public void Types_that_share_a_name_have_files_of_their_own() =>
        Generation.Of("""
            namespace A { public partial class Note : DefaultDocument, IAudited; public partial class Note<T> : DefaultDocument, IAudited; }
            namespace B { public partial class Note : DefaultDocument, IAudited; }
            """).ShouldCompile().Files.Keys.ShouldBe(["A.Note.Mixins.g.cs", "A.Note-1.Mixins.g.cs", "B.Note.Mixins.g.cs"], ignoreOrder: true);

    [Fact]
    public void Names_in_the_users_namespaces_do_not_get_in_the_way() =>
        Generation.Of("""
            namespace Mine.System { public class DateTimeOffset; }
            namespace Mine.AdvancedAlchemy { public class Marten; }
            namespace Mine { public partial class Note : DefaultDocument, IAudited, IUserAudited; }
            """).ShouldCompile();

    [Fact]
    public void An_interface_that_only_has_the_name_of_a_mixin_is_none() =>
        Generation.Of("""
            namespace Mine
            {
                public interface IAudited { int CreatedAt { get; set; } }
                public class Note : DefaultDocument, IAudited { public int CreatedAt { get; set; } }
            }
            """).ShouldCompile().Files.ShouldBeEmpty();
}

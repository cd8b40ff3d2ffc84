namespace AdvancedAlchemy.Marten.Generators.Tests;

public class FindingTests
{
    [Fact]
    public void A_type_that_is_not_partial_is_told_to_be()
    {
        var generation = Generation.Of("""
            namespace Blog;

            public class Article : UuidDocument, ISlugged, IAudited
            {
                public string Title { get; set; } = "";
            }
            """);
        generation.Finding().ShouldBe(
            "(3,14): AAM001 'Article' lacks Slug, CreatedAt, UpdatedAt, SlugSource: add 'partial' to the declaration of 'Article' to have the missing members generated");
        generation.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Types_around_it_that_are_not_partial_are_named()
    {
        var generation = Generation.Of("""
            public class Outer
            {
                public partial class Middle
                {
                    public record Note : IUserAudited;
                }
            }
            """);
        generation.Finding().ShouldBe(
            "(5,23): AAM001 'Note' lacks CreatedBy, UpdatedBy: add 'partial' to the declaration of 'Outer' and 'Note' to have the missing members generated");
        generation.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_type_that_is_not_partial_and_lacks_nothing_is_told_nothing() =>
        Generation.Of("public class Note : BigIntAuditDocument, IRevisioned, IAudited;").ShouldCompile();

    [Theory]
    [InlineData("public DateTime CreatedAt { get; set; }", "CreatedAt", "DateTimeOffset CreatedAt { get; set; }")]
    [InlineData("public DateTimeOffset CreatedAt { get; }", "CreatedAt", "DateTimeOffset CreatedAt { get; set; }")]
    [InlineData("public DateTimeOffset CreatedAt { get; init; }", "CreatedAt", "DateTimeOffset CreatedAt { get; set; }")]
    [InlineData("public DateTimeOffset CreatedAt { get; private set; }", "CreatedAt", "DateTimeOffset CreatedAt { get; set; }")]
    [InlineData("internal DateTimeOffset UpdatedAt { get; set; }", "UpdatedAt", "DateTimeOffset UpdatedAt { get; set; }")]
    [InlineData("public static DateTimeOffset UpdatedAt { get; set; }", "UpdatedAt", "DateTimeOffset UpdatedAt { get; set; }")]
    [InlineData("public DateTimeOffset UpdatedAt;", "UpdatedAt", "DateTimeOffset UpdatedAt { get; set; }")]
    [InlineData("public void UpdatedAt() { }", "UpdatedAt", "DateTimeOffset UpdatedAt { get; set; }")]
    public void A_member_that_does_not_fit_is_told_how_to(string member, string name, string declaration)
    {
        var generation = Generation.Of($$"""
            public partial class Note : DefaultDocument, IAudited
            {
            {{member}}
            }
            """);
        generation.Finding().ShouldBe(
            $"(3,{member.IndexOf(name, StringComparison.Ordinal) + 1}): AAM002 'Note.{name}' does not implement 'IAudited.{name}': declare it as 'public {declaration}', or remove it to have it generated");
        generation.Files.Single().Value.ShouldNotContain(" " + name);
    }

    [Fact]
    public void An_inherited_member_that_does_not_fit_is_found_at_the_type()
    {
        Generation.Of("""
            public class Page { public string? Slug { get; } public string Title { get; set; } = ""; }
            public partial class Article : Page, ISlugged;
            """).Finding().ShouldBe("(2,22): AAM002 'Page.Slug' does not implement 'ISlugged.Slug': declare it as 'public string Slug { get; set; } = \"\";', or remove it to have it generated");
    }

    [Fact]
    public void A_positional_property_cannot_be_set_and_so_does_not_fit() =>
        Generation.Of("public partial record Article(string Title, string Slug) : ISlugged;").Finding()
            .ShouldBe("(1,52): AAM002 'Article.Slug' does not implement 'ISlugged.Slug': declare it as 'public string Slug { get; set; } = \"\";', or remove it to have it generated");

    [Fact]
    public void A_slug_source_of_another_kind_does_not_fit() =>
        Generation.Of("public partial class Article : UuidDocument, ISlugged { public string Slug { get; set; } = \"\"; public int SlugSource => 1; }").Finding()
            .ShouldEndWith("AAM002 'Article.SlugSource' does not implement 'ISlugged.SlugSource': declare it as 'string? ISlugged.SlugSource => ...;', or remove it to have it generated");

    [Fact]
    public void A_type_without_anything_to_make_slugs_of_is_asked_for_it()
    {
        var generation = Generation.Of("public partial class Article : UuidDocument, ISlugged { public string Subject { get; set; } = \"\"; }");
        generation.Finding().ShouldBe(
            "(1,22): AAM003 'Article' has no string property Title or Name to make slugs of: write what to make them of, as 'string? ISlugged.SlugSource => Subject;'");
        generation.Files.Single().Value.ShouldContain("Slug {");
    }

    [Fact]
    public void A_type_that_is_local_to_its_file_cannot_have_a_part_in_another() =>
        Generation.Of("file partial class Note : DefaultDocument, IUserAudited;").Finding()
            .ShouldBe("(1,20): AAM004 'Note' lacks CreatedBy, UpdatedBy, which cannot be generated for a type that is local to its file: remove 'file' from the declaration of 'Note'");

    [Fact]
    public void A_type_with_the_name_of_a_member_has_to_be_renamed() =>
        Generation.Of("public partial class Slug : DefaultDocument, ISlugged { public string Name { get; set; } = \"\"; }").Finding()
            .ShouldBe("(1,22): AAM005 'Slug' cannot have a member of its own name, which 'ISlugged.Slug' asks for: rename the type");
}

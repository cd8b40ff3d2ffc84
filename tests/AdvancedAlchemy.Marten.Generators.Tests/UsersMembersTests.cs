using Microsoft.CodeAnalysis;

namespace AdvancedAlchemy.Marten.Generators.Tests;

/// <summary>What the user writes, or inherits, is left alone.</summary>
public class UsersMembersTests
{
    [Fact]
    public void Nothing_is_generated_for_a_type_that_has_everything() =>
        Generation.Of("""
            public class Tag : BigIntAuditDocument, ISlugged
            {
                public string Name { get; set; } = "";
                public string Slug { get; set; } = "";
                string? ISlugged.SlugSource => Name;
            }

            public partial class Other : UuidDocument, IEquatable<Other>
            {
                public bool Equals(Other? other) => other == this;
                public override bool Equals(object? other) => Equals(other as Other);
                public override int GetHashCode() => 1;
            }
            """).ShouldCompile().Files.ShouldBeEmpty();

    [Fact]
    public void A_property_of_the_users_own_is_not_written_again()
    {
        var file = Generation.Of("""
            public partial class Article : UuidDocument, ISlugged
            {
                public string Title { get; set; } = "";
                public string Slug { get; set; } = "draft";
            }
            """).File();
        file.ShouldNotContain("Slug {");
        file.ShouldContain("SlugSource => this.Title;");
    }

    [Fact]
    public void An_explicit_implementation_counts()
    {
        var file = Generation.Of("""
            public partial class Article : UuidDocument, ISlugged, IUserAudited
            {
                public string Title { get; set; } = "";
                public string Headline { get; set; } = "";
                string? ISlugged.SlugSource => Headline;
                string? IUserAudited.CreatedBy { get; set; }
            }
            """).File();
        file.ShouldNotContain("SlugSource");
        file.ShouldNotContain("CreatedBy");
        file.ShouldContain("UpdatedBy");
        file.ShouldContain("Slug {");
    }

    [Fact]
    public void A_default_implementation_in_an_interface_counts()
    {
        var file = Generation.Of("""
            public interface IHeaded : ISlugged, IAudited
            {
                string Headline { get; }
                string? ISlugged.SlugSource => Headline;
            }

            public partial class Article : UuidDocument, IHeaded
            {
                public string Headline { get; set; } = "";
            }
            """).File();
        file.ShouldNotContain("SlugSource");
        file.ShouldContain("Slug {");
        file.ShouldContain("CreatedAt");
    }

    [Fact]
    public void An_inherited_member_counts()
    {
        var file = Generation.Of("""
            public class Page { public string Slug { get; set; } = ""; public string Title { get; set; } = ""; private int CreatedBy => 1; public int This => CreatedBy; }
            public partial class Article : Page, ISlugged, IUserAudited;
            """).File();
        file.ShouldNotContain("Slug {");
        file.ShouldContain("SlugSource => this.Title;");
        file.ShouldContain("CreatedBy");
    }

    [Fact]
    public void Mixins_of_the_base_are_the_bases_business_also_when_they_are_generated()
    {
        var files = Generation.Of("""
            public abstract partial class Page : UuidDocument, ISlugged, IAudited { public string Title { get; set; } = ""; }
            public partial class Article : Page, ISlugged, IAudited, IUserAudited;
            """).ShouldCompile().Files;
        files.Count.ShouldBe(2);
        files["Page.Mixins.g.cs"].ShouldContain("Slug {");
        files["Article.Mixins.g.cs"].ShouldContain("CreatedBy {");
        files["Article.Mixins.g.cs"].ShouldNotContain("Slug");
        files["Article.Mixins.g.cs"].ShouldNotContain("CreatedAt");
    }

    [Fact]
    public void Abstract_and_overridden_members_count()
    {
        var generation = Generation.Of("""
            public abstract partial class Page : UuidDocument, ISlugged
            {
                public abstract string Slug { get; set; }
                public virtual string? SlugSource => null;
            }

            public class Article : Page
            {
                public override string Slug { get; set; } = "";
            }
            """).ShouldCompile();
        generation.Files.ShouldBeEmpty();
    }

    [Fact]
    public void With_one_time_of_the_users_own_the_other_is_a_plain_property()
    {
        var file = Generation.Of("public partial class Note : DefaultDocument, IAudited { public DateTimeOffset CreatedAt { get; set; } }").File();
        file.ShouldContain("UpdatedAt { get; set; }");
        file.ShouldNotContain("CreatedAt");
        file.ShouldNotContain("IStamped");
    }

    [Fact]
    public void Times_use_the_stamps_of_the_users_own()
    {
        var file = Generation.Of("""
            using System.Text.Json.Serialization;

            public partial class Note : DefaultDocument, IAudited, IStamped, IJsonOnDeserialized
            {
                private AuditStamps _mine;
                ref AuditStamps IStamped.Stamps => ref _mine;
                void IJsonOnDeserialized.OnDeserialized() => _mine.Settle();
            }
            """).File();
        file.ShouldContain("get => ((global::AdvancedAlchemy.Marten.IStamped)this).Stamps.CreatedAt;");
        file.ShouldContain("set => ((global::AdvancedAlchemy.Marten.IStamped)this).Stamps.UpdatedAt = value;");
        file.ShouldNotContain("Settle");
    }

    [Fact]
    public void A_type_that_is_told_of_deserialisation_itself_gets_plain_times()
    {
        const string Hook = "void System.Text.Json.Serialization.IJsonOnDeserialized.OnDeserialized() { }";
        var own = Generation.Of($"public partial class Note : DefaultDocument, IAudited, System.Text.Json.Serialization.IJsonOnDeserialized {{ {Hook} }}").File();
        var inherited = Generation.Of($$"""
            public class Loaded : System.Text.Json.Serialization.IJsonOnDeserialized { {{Hook}} }
            public partial class Note : Loaded, IAudited;
            """).File();
        foreach (var file in new[] { own, inherited })
        {
            file.ShouldContain("CreatedAt { get; set; }");
            file.ShouldContain("UpdatedAt { get; set; }");
            file.ShouldNotContain("IStamped");
        }
    }

    [Fact]
    public void A_type_that_asks_for_stamps_and_settles_them_itself_gets_them()
    {
        var file = Generation.Of("""
            public partial class Note : DefaultDocument, IAudited, IStamped, System.Text.Json.Serialization.IJsonOnDeserialized
            {
                void System.Text.Json.Serialization.IJsonOnDeserialized.OnDeserialized() => ((IStamped)this).Stamps.Settle();
            }
            """).File();
        file.ShouldContain("Stamps => ref _stamps;");
        file.ShouldNotContain("OnDeserialized");
    }

    [Fact]
    public void Names_that_are_taken_are_avoided()
    {
        var file = Generation.Of("""
            public partial class Note : DefaultDocument, IAudited
            {
                private readonly int _stamps = 1;
                public int OnDeserialized() => _stamps;
            }
            """).File();
        file.ShouldContain("AuditStamps _stamps_;");
        file.ShouldContain("IJsonOnDeserialized.OnDeserialized() => _stamps_.Settle();");
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Nullability_is_that_of_the_interfaces_in_any_project(NullableContextOptions nullable)
    {
        var output = Generation.Of(nullable, "public partial class Article : UuidDocument, ISlugged, IAudited, IUserAudited { public string Title { get; set; } = \"\"; }").ShouldCompile().Output;
        var type = output.GetTypeByMetadataName("Article")!;
        ((IPropertySymbol)type.GetMembers("Slug").Single()).NullableAnnotation.ShouldBe(NullableAnnotation.NotAnnotated);
        ((IPropertySymbol)type.GetMembers("CreatedBy").Single()).NullableAnnotation.ShouldBe(NullableAnnotation.Annotated);
    }
}

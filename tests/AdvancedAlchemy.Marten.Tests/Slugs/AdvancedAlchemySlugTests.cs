namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class AdvancedAlchemySlugTests
{
    [Theory]
    [InlineData("This is a Test!", "this-is-a-test")]
    [InlineData("  --Hello__World--  ", "hello__world")]
    [InlineData("a_b c-d", "a_b-c-d")]
    [InlineData("C++ & C#", "c-c")]
    [InlineData("Ünïcödé ß Straße", "unicode-strae")]
    [InlineData("日本語", "")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("½ price", "12-price")]
    [InlineData("foo.bar/baz", "foobarbaz")]
    [InlineData("A&B", "ab")]
    [InlineData("Ⅷ ﬁ", "viii-fi")]
    [InlineData("Emoji 😀 ok", "emoji-ok")]
    [InlineData("", "")]
    [InlineData("-", "")]
    [InlineData("a\u001Cb\tc\u00A0d", "a-b-c-d")]
    [InlineData("a–b", "ab")]
    [InlineData("Ｆｕｌｌ＃ width", "full-width")]
    [InlineData("a-_-b_-", "a-_-b")]
    public void Its_measured_slugs(string text, string slug) => Slugifier.AdvancedAlchemy.Slugify(text).ShouldBe(slug);

    [Fact]
    public void Its_separator_replaces_every_hyphen_and_leaves_underscores()
    {
        Slugifier.AdvancedAlchemy.WithSeparator("_").Slugify("a_b c-d").ShouldBe("a_b_c_d");
        Slugifier.AdvancedAlchemy.WithSeparator("").Slugify("a b").ShouldBe("ab");
        Should.Throw<ArgumentNullException>(() => Slugifier.Default.WithSeparator(null!));
    }

    [Theory]
    [InlineData("Ünïcödé ß Straße", "ünïcödé-ß-straße")]
    [InlineData("日本語", "日本語")]
    [InlineData("ΟΔΟΣ ΟΔΟΣ", "οδος-οδος")]
    [InlineData("C++ & C#", "c-c")]
    [InlineData("हिन्दी", "हनद")]
    public void Its_unicode_slugs(string text, string slug) => Slugifier.AdvancedAlchemyUnicode.Slugify(text).ShouldBe(slug);
}

namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class DefaultSlugTests
{
    [Theory]
    [InlineData("This is a Test!", "this-is-a-test")]
    [InlineData("  --Hello__World--  ", "hello__world")]
    [InlineData("foo.bar/baz", "foobarbaz")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("½ price", "12-price")]
    [InlineData("Emoji 😀 ok", "emoji-ok")]
    [InlineData("日本語", "")]
    [InlineData("!?", "")]
    [InlineData(null, "")]
    public void It_follows_Advanced_Alchemy(string? text, string slug) => Slugifier.Default.Slugify(text).ShouldBe(slug);

    [Theory]
    [InlineData("C", "c")]
    [InlineData("C#", "c-sharp")]
    [InlineData(" C# ", "c-sharp")]
    [InlineData("F♯", "f-sharp")]
    [InlineData("C#9 features", "c-sharp-9-features")]
    [InlineData("Visual J#", "visual-j-sharp")]
    [InlineData("Hash #1", "hash-1")]
    [InlineData("issue#12", "issue12")]
    [InlineData("C++", "c-plus-plus")]
    [InlineData("C++20", "c-plus-plus-20")]
    [InlineData("C++ & C#", "c-plus-plus-and-c-sharp")]
    [InlineData("1 + 1", "1-plus-1")]
    [InlineData("+++ news +++", "news")]
    [InlineData("R&D", "r-and-d")]
    [InlineData("A & B", "a-and-b")]
    [InlineData("Rock &", "rock")]
    [InlineData(".NET", "dot-net")]
    [InlineData("Why (.NET) 10", "why-dot-net-10")]
    [InlineData("\".NET\"", "dot-net")]
    [InlineData("C# & .NET", "c-sharp-and-dot-net")]
    [InlineData("ASP.NET", "aspnet")]
    [InlineData("...and then", "and-then")]
    [InlineData("run(x).then", "runxthen")]
    [InlineData("Jekyll 1.10.0", "jekyll-1-10-0")]
    [InlineData("100%", "100-percent")]
    [InlineData("100 %", "100-percent")]
    [InlineData("a%20b", "a20b")]
    [InlineData("a@b", "a-at-b")]
    [InlineData("Talk @ Home", "talk-at-home")]
    [InlineData("Hi @user", "hi-user")]
    public void Symbols_that_carry_meaning_are_read_out(string text, string slug) => Slugifier.Default.Slugify(text).ShouldBe(slug);

    [Theory]
    [InlineData("Straße STRASSE ẞ", "strasse-strasse-ss")]
    [InlineData("Ærøskøbing", "aeroskobing")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Þór Đorđe ŒUVRE ıssız", "thor-dorde-oeuvre-issiz")]
    [InlineData("Ǿ", "o")]
    [InlineData("Ŋ ĸ ŧ ħ ð", "n-k-t-h-d")]
    [InlineData("Щедрик", "shchedrik")]
    [InlineData("Київ", "kiiv")]
    [InlineData("Николай", "nikolai")]
    [InlineData("Ελλάς", "ellas")]
    [InlineData("100µs", "100us")]
    [InlineData("e\u0301té", "ete")]
    [InlineData("2010–2020 — a‑b", "2010-2020-a-b")]
    public void Letters_that_decomposition_loses_are_respelled(string text, string slug) => Slugifier.Default.Slugify(text).ShouldBe(slug);

    [Theory]
    [InlineData("ç ñ Å ﬀ", "ç-ñ-å-ﬀ")]
    [InlineData("日本語 C#", "日本語-c-sharp")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("☎\uFE0F Emoji 👍🏽", "emoji")]
    [InlineData("𝒳 𐐀", "𝒳-𐐨")]
    [InlineData("İstanbul", "istanbul")]
    public void Unicode_keeps_every_script(string text, string slug)
    {
        // normalised here, for the one runtime setting that can
        var expected = slug.Normalize(System.Text.NormalizationForm.FormKC);
        Slugifier.Unicode.Slugify(text).ShouldBe(expected == slug ? slug : expected.ToLowerInvariant());
    }
}

using System.Diagnostics;
using System.Text;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class AnyTextTests
{
    public static TheoryData<string> Rules => ["Default", "AdvancedAlchemy", "Unicode"];

    [Theory, MemberData(nameof(Rules))]
    public void Every_code_point_gives_a_well_formed_slug_that_is_its_own_slug(string rules)
    {
        var slugifier = Named(rules);
        Parallel.For(0, 0x110000, code =>
        {
            // lone surrogates, too
            var character = code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
            Check(slugifier, character);
            Check(slugifier, $"a{character}b {character}1 _{character}_");
        });
    }

    [Theory, MemberData(nameof(Rules))]
    public void Random_text_gives_a_well_formed_slug_that_is_its_own_slug(string rules)
    {
        var slugifier = Named(rules);
        var random = new Random(20260301);
        const string spice = "aB1 _-#+&@%.\"'(/\0\u0301\u200D\uD800\uDC00\uFE0FßİΣ♯½…\u1100\u1161ก\u0E34";
        for (var n = 0; n < 100_000; n++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 12); length > 0; length--)
                text.Append(random.Next(4) > 0 ? spice[random.Next(spice.Length)] : (char)random.Next(0x10000));
            Check(slugifier, text.ToString());
        }
    }

    [Theory]
    [InlineData("#")]
    [InlineData("a+")]
    [InlineData("+")]
    [InlineData("& ")]
    [InlineData("&    ")]
    [InlineData(" + ")]
    [InlineData(".a")]
    [InlineData("1 %")]
    [InlineData("_-")]
    [InlineData("\u0301\u0327")]
    [InlineData("a\u0301\u0327\u0301\u0327")]
    [InlineData("\uFDFA")]
    [InlineData("\uD83D")]
    [InlineData("\0")]
    [InlineData("Σ\u0301")]
    [InlineData("Σ.'")]
    [InlineData("word ")]
    public void A_million_characters_take_linear_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        foreach (var rules in Rules)
        {
            var watch = Stopwatch.StartNew();
            Named(rules.Data).Slugify(text);
            // quadratic work on a million characters takes minutes
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }
    }

    private static Slugifier Named(string rules) => rules switch
    {
        "Default" => Slugifier.Default,
        "Unicode" => Slugifier.Unicode,
        _ => Slugifier.AdvancedAlchemy,
    };

    private static void Check(Slugifier slugifier, string text)
    {
        var slug = slugifier.Slugify(text);
        var fine = slugifier.Slugify(slug) == slug
            && (slug.Length == 0 || (slug[0] is not ('-' or '_') && slug[^1] is not ('-' or '_')))
            && (slugifier == Slugifier.Unicode
                ? slug.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && !Rune.IsControl(rune))
                : slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'));
        if (!fine) Assert.Fail($"{Escape(text)} gave {Escape(slug)}, which gives {Escape(slugifier.Slugify(slug))}");
    }

    private static string Escape(string text) => string.Concat(text.Select(c => c is > ' ' and < '\x7f' ? c.ToString() : $"\\u{(int)c:X4}"));
}

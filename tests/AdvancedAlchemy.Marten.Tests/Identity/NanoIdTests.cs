namespace AdvancedAlchemy.Marten.Tests.Identity;

public class NanoIdTests
{
    [Fact]
    public void It_has_21_characters_that_need_no_escaping_in_a_URL()
    {
        var id = NanoId.NewId();
        id.Length.ShouldBe(21);
        Uri.EscapeDataString(id).ShouldBe(id);
        NanoId.DefaultAlphabet.Distinct().Count().ShouldBe(64);
        NanoId.DefaultAlphabet.Order().ShouldBe("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1_000)]
    public void Any_length(int length) => NanoId.NewId(length).Length.ShouldBe(length);

    [Fact]
    public void A_million_characters_of_the_default_alphabet_are_uniform() =>
        ChiSquared(NanoId.NewId(1_000_000), NanoId.DefaultAlphabet).ShouldBeLessThan(160);

    [Theory]
    [InlineData("ABCDEFGHJKLMNPQRSTUVWXYZ23456789a")] // 33: one more than a power of two, the worst for naive masks
    [InlineData("abc")]
    [InlineData("0123456789")]
    public void Alphabets_of_any_size_are_uniform(string alphabet) =>
        // df + 9 * sqrt(2 df) is exceeded by chance about once in 10^12 runs at these sizes
        ChiSquared(NanoId.NewId(1_000_000, alphabet), alphabet).ShouldBeLessThan(alphabet.Length + 9 * Math.Sqrt(2 * alphabet.Length) + 30);

    [Fact]
    public void Ids_do_not_repeat() =>
        Enumerable.Range(0, 100_000).Select(_ => NanoId.NewId()).ToHashSet().Count.ShouldBe(100_000);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_length_below_one_is_refused(int length)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => NanoId.NewId(length)).ParamName.ShouldBe("length");
        Should.Throw<ArgumentOutOfRangeException>(() => NanoId.NewId(length, "ab")).ParamName.ShouldBe("length");
    }

    [Theory]
    [InlineData("", "2 to 256")]
    [InlineData("a", "2 to 256")]
    [InlineData("abca", "'a' twice")]
    [InlineData("ab😀", "surrogate")]
    public void A_bad_alphabet_is_refused_with_the_reason(string alphabet, string reason)
    {
        var error = Should.Throw<ArgumentException>(() => NanoId.NewId(5, alphabet));
        error.ParamName.ShouldBe("alphabet");
        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_null_or_endless_alphabet_is_refused()
    {
        Should.Throw<ArgumentNullException>(() => NanoId.NewId(5, null!)).ParamName.ShouldBe("alphabet");
        Should.Throw<ArgumentException>(() => NanoId.NewId(5, new string([.. Enumerable.Range(0x4E00, 257).Select(c => (char)c)])));
        NanoId.NewId(5, new string([.. Enumerable.Range(0x4E00, 256).Select(c => (char)c)])).Length.ShouldBe(5);
    }

    private static double ChiSquared(string text, string alphabet)
    {
        var expected = (double)text.Length / alphabet.Length;
        var counts = text.CountBy(c => c).ToDictionary();
        counts.Keys.ShouldAllBe(c => alphabet.Contains(c));
        return alphabet.Sum(c => Math.Pow(counts.GetValueOrDefault(c) - expected, 2) / expected);
    }
}

using System.Text;

namespace AdvancedAlchemy.Marten;

/// <summary>The slug rules that come with the library. All take any input in linear time and never fail.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Text</term><description><see cref="Default"/>, <see cref="AdvancedAlchemy"/>, <see cref="Unicode"/></description></listheader>
/// <item><term><c>This is a Test!</c></term><description><c>this-is-a-test</c> by all three</description></item>
/// <item><term><c>C, C#, C++</c></term><description><c>c</c>, <c>c-sharp</c>, <c>c-plus-plus</c>; by Advanced Alchemy's rules all three are <c>c</c></description></item>
/// <item><term><c>Ünïcödé ß Straße</c></term><description><c>unicode-ss-strasse</c>, <c>unicode-strae</c>, <c>ünïcödé-ß-straße</c></description></item>
/// <item><term><c>Москва</c></term><description><c>moskva</c>, nothing, <c>москва</c></description></item>
/// <item><term><c>日本語</c></term><description>nothing, nothing, <c>日本語</c></description></item>
/// </list>
/// </remarks>
public sealed class Slugifier : ISlugifier
{
    private readonly Func<string, string> prepare;
    private readonly bool keepMarks;
    private readonly string separator;

    private Slugifier(Func<string, string> prepare, bool keepMarks = false, string separator = "-")
    {
        this.prepare = prepare;
        this.keepMarks = keepMarks;
        this.separator = separator;
    }

    /// <summary>Slugs of <c>a-z0-9_-</c> that keep apart what readers keep apart.</summary>
    /// <remarks>
    /// <para>
    /// The rules of <see cref="AdvancedAlchemy"/>, and before them two more. Letters that decomposition would lose are respelled:
    /// Latin ones as usual (<c>ß</c> ss, <c>ø</c> o, <c>đ</c> d, <c>ł</c> l, <c>æ</c> ae, <c>þ</c> th ...), Cyrillic ones by ICAO
    /// Doc 9303, Greek ones letter by letter after ISO 843. Dashes of every kind are hyphens. And symbols are read out:
    /// </para>
    /// <list type="table">
    /// <listheader><term>Symbol</term><description>Where, and the word</description></listheader>
    /// <item><term><c>#</c>, <c>♯</c></term><description>ends a word or follows a single letter, sharp: <c>C#</c> c-sharp, <c>C#9</c> c-sharp-9; <c>#1</c> stays 1</description></item>
    /// <item><term><c>+</c></term><description>ends a word (up to three) or stands between words, plus: <c>C++</c> c-plus-plus, <c>A + B</c> a-plus-b</description></item>
    /// <item><term><c>&amp;</c></term><description>between words, and: <c>R&amp;D</c> r-and-d, <c>A &amp; B</c> a-and-b</description></item>
    /// <item><term><c>@</c></term><description>between words, at: <c>a@b</c> a-at-b; <c>@user</c> stays user</description></item>
    /// <item><term><c>%</c></term><description>after a digit, percent: <c>100%</c> 100-percent</description></item>
    /// <item><term><c>.</c></term><description>begins a word, dot: <c>.NET</c> dot-net; between digits a hyphen: <c>1.10</c> 1-10; else nothing: <c>ASP.NET</c> aspnet</description></item>
    /// </list>
    /// </remarks>
    public static Slugifier Default { get; } = new(static text => SymbolWords.ReadOut(AsciiFoldings.Latin.Fold(text)));

    /// <summary>Exactly the slugs of Advanced Alchemy's <c>slugify(value)</c>, for a database shared with a program that uses it.</summary>
    /// <remarks>
    /// NFKD with everything outside ASCII dropped; lower case; only letters, digits, <c>_</c>, <c>-</c> and blanks kept; blanks and
    /// hyphens joined to one hyphen; hyphens and underscores at the ends removed. <see cref="WithSeparator"/> is its third argument.
    /// </remarks>
    public static Slugifier AdvancedAlchemy { get; } = new(AsciiFoldings.Exact.Fold);

    /// <summary>Exactly the slugs of Advanced Alchemy's <c>slugify(value, allow_unicode=True)</c>.</summary>
    /// <remarks>
    /// As Python does, it drops combining marks that have no composed letter, the vowel signs of Hindi or Thai among them. The
    /// runtime must be able to normalise: see <see cref="Unicode"/>.
    /// </remarks>
    public static Slugifier AdvancedAlchemyUnicode { get; } = new(UnicodeText.Compose);

    /// <summary>Keeps the letters, digits and vowel signs of every script; symbols are read out as by <see cref="Default"/>.</summary>
    /// <remarks>
    /// Compatible forms are unified (NFKC) only where the runtime can: with <c>InvariantGlobalization</c> .NET leaves text as it
    /// is, so an <c>é</c> typed as two code points then stays two, and is another slug than the composed one.
    /// </remarks>
    public static Slugifier Unicode { get; } = new(static text => SymbolWords.ReadOut(UnicodeText.ComposeWithPlainDashes(text)), keepMarks: true);

    /// <summary>The same rules with another separator: every hyphen of the finished slug is replaced, as Advanced Alchemy does.</summary>
    /// <param name="separator">What stands between words, such as <c>_</c>; it may be empty. It is not checked for use in URLs.</param>
    /// <returns>A slugifier with that separator; this one is unchanged.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="separator"/> is null.</exception>
    public Slugifier WithSeparator(string separator)
    {
        ArgumentNullException.ThrowIfNull(separator);
        return new Slugifier(prepare, keepMarks, separator);
    }

    /// <inheritdoc />
    public string Slugify(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var slug = SlugCharacters.Join(prepare(text), keepMarks);
        // dropping a character can bring a letter and an accent together that compose
        if (keepMarks) slug = slug.Normalize(NormalizationForm.FormC);
        return separator == "-" ? slug : slug.Replace("-", separator, StringComparison.Ordinal);
    }
}

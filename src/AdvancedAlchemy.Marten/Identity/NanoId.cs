using System.Security.Cryptography;

namespace AdvancedAlchemy.Marten;

/// <summary>Short random ids that fit in a URL as they are: 21 characters of <c>A-Za-z0-9_-</c> by default.</summary>
/// <remarks>
/// 21 characters carry 126 bits, more than a random UUID's 122, in 21 characters instead of 36. Each character is drawn from the
/// operating system's secure random source with equal chance, for alphabets of any size. A shorter id or smaller alphabet collides
/// sooner: with <c>n</c> bits expect the first collision after about <c>2^(n/2)</c> ids. Ids differ by case, so compare them ordinally.
/// </remarks>
public readonly struct NanoId : IIdGenerator<string>
{
    /// <summary>How many characters <see cref="NewId()"/> makes: 21.</summary>
    public const int DefaultLength = 21;

    /// <summary>The 64 characters of <see cref="NewId()"/>, all unreserved in URLs.</summary>
    public const string DefaultAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private const int MaxAlphabet = 256;

    /// <summary>Makes an id of 21 characters. Safe for any number of threads.</summary>
    /// <returns>The new id.</returns>
    public static string NewId() => FromDefaultAlphabet(DefaultLength);

    /// <summary>Makes an id of another length from the default alphabet, six bits for each character.</summary>
    /// <param name="length">How many characters, at least 1.</param>
    /// <returns>The new id.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1.</exception>
    public static string NewId(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return FromDefaultAlphabet(length);
    }

    /// <summary>Makes an id from an alphabet of the caller's, such as one without look-alike letters.</summary>
    /// <param name="length">How many characters, at least 1.</param>
    /// <param name="alphabet">From 2 to 256 characters, each once, none of them half of a surrogate pair.</param>
    /// <returns>The new id; every character of the alphabet is equally likely at every place.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="alphabet"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The alphabet is too short or too long, repeats a character or holds a surrogate.</exception>
    public static string NewId(int length, string alphabet)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentNullException.ThrowIfNull(alphabet);
        Check(alphabet);
        return RandomNumberGenerator.GetString(alphabet, length);
    }

    /// <summary>64 characters are six bits each, so no draw is ever thrown away and a word of random bits gives ten.</summary>
    private static string FromDefaultAlphabet(int length) => string.Create(length, 0, static (id, _) =>
    {
        for (var i = 0; i < id.Length;)
        {
            var bits = RandomBits.Next();
            for (var end = Math.Min(i + 10, id.Length); i < end; i++, bits >>= 6) id[i] = DefaultAlphabet[(int)(bits & 63)];
        }
    });

    private static void Check(string alphabet)
    {
        if (alphabet.Length is < 2 or > MaxAlphabet)
            throw new ArgumentException($"An alphabet needs 2 to {MaxAlphabet} characters, not {alphabet.Length}.", nameof(alphabet));

        for (var i = 0; i < alphabet.Length; i++)
        {
            var c = alphabet[i];
            if (char.IsSurrogate(c))
                throw new ArgumentException($"The alphabet holds half of a surrogate pair at index {i}; ids would be torn text.", nameof(alphabet));
            if (alphabet.AsSpan(i + 1).Contains(c))
                throw new ArgumentException($"The alphabet holds '{c}' twice, which would make it more likely than the others.", nameof(alphabet));
        }
    }
}

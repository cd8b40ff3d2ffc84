using System.Text;

namespace Blog.Import;

/// <summary>A file's text, in whichever encoding the author's editor wrote.</summary>
internal static class SourceText
{
    /// <summary>No post is this long; a database dump with the wrong extension is.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>The text without byte order mark, with <c>\n</c> line ends.</summary>
    /// <exception cref="FrontMatterException">The file is too long or no text.</exception>
    public static string Read(FileInfo file)
    {
        if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
        if (!file.Exists) throw new FrontMatterException("The file is gone, or a link that leads nowhere.");
        if (file.Length > MaxBytes) throw new FrontMatterException($"The file is longer than {MaxBytes / 1024 / 1024} MB.");
        return Decode(File.ReadAllBytes(file.FullName));
    }

    internal static string Decode(byte[] bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8OrWindows(bytes.AsSpan(3)),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
            _ => Utf8OrWindows(bytes),
        };
        return text.Contains('\0')
            ? throw new FrontMatterException("The file is not text: it holds NUL characters.")
            : text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    private static string Utf8OrWindows(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // what old editors wrote; the five bytes without a meaning there tell it from binary data
            var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
            return text.Any(c => c is (>= '\u007F' and <= '\u009F') or (< ' ' and not ('\t' or '\n' or '\r' or '\f' or '\0')))
                ? throw new FrontMatterException("The file is neither UTF-8 nor Windows-1252 text.")
                : text;
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace AdvancedAlchemy.Marten.Testing;

/// <summary>Schema names for test classes.</summary>
internal static class SchemaName
{
    private const int Longest = 63;

    /// <summary>
    /// The class's name in snake case and a hash of its full name: the same in every run, and never another class's, whatever
    /// their namespaces, nesting, type arguments or casing.
    /// </summary>
    public static string For(Type testClass, string runSuffix)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{testClass.Assembly.GetName().Name}/{testClass}")));
        string ending = $"_{hash[..8]}{runSuffix}";
        StringBuilder name = new();
        string raw = testClass.Name;
        for (int i = 0; i < raw.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(raw[i]) && char.IsAsciiLetterLower(raw[i - 1])) name.Append('_');
            name.Append(char.IsAsciiLetterOrDigit(raw[i]) ? char.ToLowerInvariant(raw[i]) : '_');
        }

        string start = name.ToString();
        // pg_ is reserved, and a digit in front would need quoting.
        if (start.StartsWith("pg_", StringComparison.Ordinal) || !char.IsAsciiLetter(start[0])) start = "t_" + start;
        return start[..Math.Min(start.Length, Longest - ending.Length)] + ending;
    }
}

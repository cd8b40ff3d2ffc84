namespace Marten.Engine.Sessions;

/// <summary>Tells SQL that may leave something behind on its connection, so that the next user of a pooled connection is spared it.</summary>
internal static class LingeringState
{
    private static readonly string[] Leading = ["set", "listen", "prepare", "declare", "load", "do", "call", "begin", "start", "reset"];

    private static readonly string[] Anywhere =
        ["set_config", "pg_advisory_lock", "pg_try_advisory_lock", " temp ", " temporary ", "session", "with hold", "dblink", ";"];

    private static readonly TextCache<bool> Known = new(Look);

    /// <summary>Errs on the safe side: a wrong yes costs one round trip.</summary>
    internal static bool MayRemain(string sql) => Known.Get(sql);

    private static bool Look(string sql)
    {
        var text = sql.AsSpan().TrimStart();
        foreach (var word in Leading)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || !char.IsAsciiLetter(text[word.Length]))) return true;
        }

        foreach (var part in Anywhere)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}

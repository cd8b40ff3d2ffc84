using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Blog.Import;

/// <summary>Reads YAML by its events: a key given twice is no error to Jekyll, and what is nested can be passed over unread.</summary>
internal static class YamlFrontMatter
{
    /// <exception cref="FrontMatterException">It is not YAML, or not keys and values.</exception>
    public static FrontMatter Read(string yaml)
    {
        var matter = new FrontMatter();
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) return matter;
            if (parser.TryConsume<Scalar>(out var only))
                return IsNull(only) ? matter : throw new FrontMatterException("The front matter is not a list of keys and values.");
            if (!parser.TryConsume<MappingStart>(out _))
                throw new FrontMatterException("The front matter is not a list of keys and values.");

            var anchors = new Dictionary<AnchorName, IReadOnlyList<string?>>();
            while (!parser.TryConsume<MappingEnd>(out _)) ReadPair(parser, matter, anchors);
            return matter;
        }
        catch (YamlException e)
        {
            // one line for the fence above, which the parser does not see
            throw new FrontMatterException($"Line {e.Start.Line + 1}: {e.Message}");
        }
    }

    private static void ReadPair(IParser parser, FrontMatter matter, Dictionary<AnchorName, IReadOnlyList<string?>> anchors)
    {
        if (!parser.TryConsume<Scalar>(out var key))
        {
            parser.SkipThisAndNestedEvents();
            parser.SkipThisAndNestedEvents();
        }
        else if (parser.TryConsume<Scalar>(out var scalar))
        {
            matter.Set(key.Value, Text(scalar));
            if (!scalar.Anchor.IsEmpty) anchors[scalar.Anchor] = [Text(scalar)];
        }
        else if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = Items(parser, anchors);
            matter.Set(key.Value, items);
            if (!sequence.Anchor.IsEmpty) anchors[sequence.Anchor] = items;
        }
        else if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!anchors.TryGetValue(alias.Value, out var items)) return;
            if (items is [var only]) matter.Set(key.Value, only);
            else matter.Set(key.Value, items);
        }
        else
        {
            parser.SkipThisAndNestedEvents();
        }
    }

    private static List<string?> Items(IParser parser, Dictionary<AnchorName, IReadOnlyList<string?>> anchors)
    {
        var items = new List<string?>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var item))
            {
                items.Add(Text(item));
            }
            else if (parser.TryConsume<AnchorAlias>(out var alias))
            {
                if (anchors.TryGetValue(alias.Value, out var known)) items.AddRange(known);
            }
            else
            {
                parser.SkipThisAndNestedEvents();
            }
        }

        return items;
    }

    private static string? Text(Scalar scalar) => IsNull(scalar) ? null : scalar.Value;

    private static bool IsNull(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
}

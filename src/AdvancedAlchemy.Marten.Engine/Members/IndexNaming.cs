using System.Text;

namespace Marten.Engine.Members;

/// <summary>Derives column and index names from member paths the way Marten does, so that databases are interchangeable.</summary>
internal static class IndexNaming
{
    /// <summary><c>Nested.Name</c> becomes <c>nested_name</c>; camel-cased keys lose the boundary between parts.</summary>
    internal static string SnakePath(IEnumerable<string> keys) => Snake(string.Concat(keys));

    /// <summary>Members of one computed index, glued without a separator.</summary>
    internal static string GluedPath(IEnumerable<IEnumerable<string>> paths) =>
        string.Concat(paths.Select(keys => Snake(string.Concat(keys))));

    internal static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c))
            {
                var startsWord = i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
                if (startsWord && name[i - 1] != '_') text.Append('_');
                text.Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }


}

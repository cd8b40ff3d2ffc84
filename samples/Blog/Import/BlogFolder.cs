namespace Blog.Import;

/// <summary>A Jekyll or Hugo blog on disk.</summary>
internal static class BlogFolder
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".md", ".markdown", ".mkd", ".mkdn", ".mkdown" };

    private static readonly HashSet<string> OtherFolders = new(StringComparer.OrdinalIgnoreCase) { "_site", "node_modules" };

    /// <summary>Reads each post of a folder, at any depth, when the caller asks for it. The order is that of the names.</summary>
    /// <param name="path">The blog's folder, or one of its folders.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<ReadResult> ReadPosts(string path)
    {
        var root = new DirectoryInfo(path);
        return root.Exists ? Read(root) : throw new DirectoryNotFoundException($"There is no folder '{path}'.");
    }

    private static IEnumerable<ReadResult> Read(DirectoryInfo root)
    {
        // beside posts a Jekyll site holds pages, which look the same but lie outside _posts
        var isJekyllSite = root.EnumerateFiles("_config.y*ml").Any();
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<(DirectoryInfo Folder, string Name)>();
        waiting.Push((root, ""));
        while (waiting.TryPop(out var next))
        {
            var (entries, failure) = List(next.Folder, next.Name, visited);
            if (failure is not null) yield return failure;

            foreach (var folder in entries.OfType<DirectoryInfo>().Where(IsBlogFolder).Reverse())
                waiting.Push((folder, $"{next.Name}{folder.Name}/"));

            foreach (var file in entries.OfType<FileInfo>().Where(file => Extensions.Contains(file.Extension)))
            {
                var name = next.Name + file.Name;
                if (isJekyllSite && !IsJekyllPost(name)) continue;
                if (PostFile.Read(file, name) is { } result) yield return result;
            }
        }
    }

    private static (FileSystemInfo[] Entries, ReadFailure? Failure) List(DirectoryInfo folder, string name, HashSet<string> visited)
    {
        try
        {
            // a link that leads back to a folder above it would never end
            var target = folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder;
            if (!visited.Add(Path.TrimEndingDirectorySeparator(target.FullName))) return ([], null);
            var entries = new DirectoryInfo(target.FullName).GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return (entries, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], new ReadFailure(name, $"The folder cannot be opened: {e.Message}"));
        }
    }

    private static bool IsBlogFolder(DirectoryInfo folder) => !folder.Name.StartsWith('.') && !OtherFolders.Contains(folder.Name);

    private static bool IsJekyllPost(string name) => name.Split('/')[..^1].Any(folder => folder is "_posts" or "_drafts");
}

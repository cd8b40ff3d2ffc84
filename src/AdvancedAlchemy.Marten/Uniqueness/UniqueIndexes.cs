namespace AdvancedAlchemy.Marten;

/// <summary>Makes sure that the database itself keeps unique what is to be unique.</summary>
internal static class UniqueIndexes
{
    /// <exception cref="InvalidOperationException">No unique index covers members of the filter.</exception>
    public static void Assert<T>(DocumentTable table, Wanted<T> wanted) where T : class
    {
        var members = wanted.Equality is { } equality ? [equality.Member] : MemberPath.AllIn(wanted.Filter.Body);
        if (members.Count == 0 || members.Any(m => m.Members[^1].Name == table.Mapping.IdMember!.Name && m.Members.Length == 1)) return;
        var names = string.Join(", ", members.Select(m => m.Name).Distinct());
        if (table.IsUnique(names, () => Covers(table, members))) return;
        throw new InvalidOperationException(
            $"{typeof(T).Name} is to be unique by {names}, but no unique index sees to that, so another process could store it twice. "
            + $"Add one: o.Schema.For<{typeof(T).Name}>().UniqueIndex({string.Join(", ", members.Select(m => $"x => x.{m.Name}").Distinct())});");
    }

    // an index may be on lower(...) of a member, or on more members than the filter names
    private static bool Covers(DocumentTable table, IReadOnlyList<MemberPath> members)
    {
        var locators = members.Select(m => Bare(table.Locator(m.Members))).ToArray();
        return table.Mapping.Indexes.Any(i => i.IsUnique && i.Columns is { } columns
            && columns.Where(c => c != "tenant_id").All(c => locators.Any(l => c.Contains(l, StringComparison.Ordinal))));
    }

    // from "CAST(data ->> 'Number' as integer)" what names the member: "->> 'Number'"
    private static string Bare(string locator)
    {
        var arrow = locator.LastIndexOf("->", StringComparison.Ordinal);
        var end = locator.LastIndexOf('\'');
        return arrow < 0 || end < arrow ? locator : locator[arrow..(end + 1)];
    }
}

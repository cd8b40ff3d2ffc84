using System.Linq.Expressions;
using System.Reflection;
using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>The unique indexes of a document type.</summary>
internal static class UniqueIndexes
{
    /// <summary>The index that keeps unique what the filter looks at.</summary>
    /// <returns>Null when the filter is about the id, or no plain comparison of members.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static UniqueKey? For<T>(DocumentTable table, Wanted<T> wanted) where T : class
    {
        if (wanted.Filter is { Parts: var parts } key)
        {
            if (parts is [{ Member.Members: [var only] }] && only.Name == table.Mapping.IdMember!.Name) return null;
            return table.KeyFor(key.Shape, () => Find(table, parts)) ?? throw Missing<T>(key.Shape, Suggestion(parts));
        }

        var members = MemberPath.AllIn(wanted.Expression.Body);
        if (members.Count == 0 || members.Any(m => m.Members is [var id] && id.Name == table.Mapping.IdMember!.Name)) return null;
        var names = string.Join(", ", members.Select(m => m.Name).Distinct());
        if (All(table).Any(i => i.Columns.All(c => c.Member is { } member && members.Contains(member)))) return null;
        throw Missing<T>(names, $"UniqueIndex({Lambdas(members)})");
    }

    /// <summary>All whose values can be reckoned for a document that is not stored.</summary>
    public static IReadOnlyList<UniqueKey> All(DocumentTable table) => table.Keys(() => [.. Described(table)]);

    private static IEnumerable<UniqueKey> Described(DocumentTable table)
    {
        foreach (var index in table.Mapping.Indexes)
        {
            if (!index.IsUnique || index.Columns is not { Length: > 0 } columns) continue;
            var folds = index is ComputedIndex { Casing: not ComputedIndex.Casings.Default };
            yield return new UniqueKey(index, [.. columns.Where(c => c != "tenant_id").Select((c, i) => Describe(table, c, i))], folds);
        }
    }

    private static UniqueColumn Describe(DocumentTable table, string column, int ordinal)
    {
        foreach (var field in table.Mapping.DuplicatedFields)
        {
            if (field.ColumnName != column.Trim('"')) continue;
            var extra = ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new UniqueColumn(table.Locator(field.Members), $"(aam_extra ->> '{extra}')::{field.PgType}", PathOf(table, field.Members), extra, field.PgType);
        }

        return new UniqueColumn(column, column, Candidates(table.Mapping.DocumentType, 3).Select(m => PathOf(table, m)).FirstOrDefault(m => IsOn(table, column, m)));
    }

    private static bool IsOn(DocumentTable table, string column, MemberPath member) => Enum.GetValues<ComputedIndex.Casings>()
        .Any(c => new ComputedIndex(table.Mapping, member.Members) { Casing = c }.Columns![0] == column);

    // members that hold values, nested ones too
    private static IEnumerable<MemberInfo[]> Candidates(Type type, int depth)
    {
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetIndexParameters().Length > 0 || !property.CanRead) continue;
            var bare = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (bare != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(bare)) continue;
            if (!bare.IsClass || bare == typeof(string)) yield return [property];
            else if (depth > 1)
            {
                foreach (var inner in Candidates(bare, depth - 1)) yield return [property, .. inner];
            }
        }
    }

    private static MemberPath PathOf(DocumentTable table, MemberInfo[] members)
    {
        Expression path = Expression.Parameter(table.Mapping.DocumentType);
        foreach (var member in members) path = Expression.MakeMemberAccess(path, member);
        return MemberPath.Of(path)!;
    }

    private static UniqueKey? Find(DocumentTable table, IReadOnlyList<KeyPart> parts) => All(table)
        .Where(i => i.Columns.All(c => parts.Any(p => c.Member?.Name == p.Member.Name)) && (i.Folds || parts.All(p => !p.IgnoresCase || i.Columns.All(c => c.Member!.Name != p.Member.Name))))
        .OrderBy(i => i.IsPartial)
        .ThenByDescending(i => i.Columns.Count)
        .ThenBy(i => i.Folds != parts.Any(p => p.IgnoresCase))
        .FirstOrDefault();

    private static string Suggestion(IReadOnlyList<KeyPart> parts) => parts.Any(p => p.IgnoresCase)
        ? $"Index({Lambdas([.. parts.Select(p => p.Member)])}, i => {{ i.IsUnique = true; i.Casing = ComputedIndex.Casings.Lower; }})"
        : $"UniqueIndex({Lambdas([.. parts.Select(p => p.Member)])})";

    private static string Lambdas(IReadOnlyList<MemberPath> members) => string.Join(", ", members.Select(m => $"x => x.{m.Name}").Distinct());

    private static InvalidOperationException Missing<T>(string names, string suggestion) => new(
        $"{typeof(T).Name} is to be unique by {names}, but no unique index sees to that, so another process could store it twice. "
        + $"Add one: o.Schema.For<{typeof(T).Name}>().{suggestion};");
}

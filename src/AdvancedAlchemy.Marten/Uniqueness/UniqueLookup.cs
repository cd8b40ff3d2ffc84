using System.Linq.Expressions;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds stored documents for many filters: in one query when all are equalities on the same members.</summary>
internal sealed class UniqueLookup<T>(IQuerySession session, DocumentTable table, UniqueKey? key, CancellationToken token) where T : class
{
    private const char Placeholder = '¶';
    private readonly ISerializer _serializer = session.DocumentStore.Options.Serializer();

    public async Task FindAsync(IReadOnlyList<Wanted<T>> wanted)
    {
        if (PlainMember(wanted) is { } member) await (wanted.Count == 1 ? FindOneAsync(member, wanted[0]) : FindByMemberAsync(member, wanted)).ConfigureAwait(false);
        else if (IsByIndex(wanted)) await FindByIndexAsync(wanted).ConfigureAwait(false);
        else await FindByFilterAsync(wanted).ConfigureAwait(false);
    }

    /// <summary>The member that all filters compare with a value, in the way of the index; null if there is none.</summary>
    public MemberPath? PlainMember(IReadOnlyList<Wanted<T>> wanted)
    {
        var member = wanted[0].Plain?.Member;
        if (member is null || typeof(T) != table.Mapping.DocumentType || key is { Folds: true } || key is { Columns.Count: > 1 }) return null;
        foreach (var one in wanted)
        {
            if (one.Plain?.Member != member) return null;
        }

        return member;
    }

    /// <summary>Whether the filters are equalities on the same members, which the index has.</summary>
    public bool IsByIndex(IReadOnlyList<Wanted<T>> wanted) =>
        key is not null && typeof(T) == table.Mapping.DocumentType && wanted.All(w => w.Filter?.Shape == wanted[0].Filter!.Shape);

    public static Array Values(MemberPath member, IReadOnlyList<Wanted<T>> wanted)
    {
        var values = Array.CreateInstance(member.Type, wanted.Count);
        for (var i = 0; i < wanted.Count; i++) values.SetValue(wanted[i].Plain!.Value, i);
        return values;
    }

    /// <summary>The condition that finds a value among <paramref name="values"/>, in the words of the unique index so that it serves.</summary>
    public string Condition(MemberPath member, string values, string tenant) =>
        $"{(key is null ? "d.id" : table.Locator(member.Members))} = any({values}){UniqueSql.Visible(table, tenant)}";

    /// <summary>The last deleted document of each filter, where there is one.</summary>
    public async Task<IReadOnlyDictionary<int, T>> FindDeletedAsync(IReadOnlyList<Wanted<T>> wanted) =>
        !IsByIndex(wanted) ? new Dictionary<int, T>() : await FindNumberedAsync(wanted, deleted: true).ConfigureAwait(false);

    /// <summary>The selects that find the documents of the filters: one, or one for each choice of columns that are null.</summary>
    public IEnumerable<string> Selects(IReadOnlyList<Wanted<T>> wanted, string select, string bodies, string extras, string tenant, bool deleted = false) => wanted
        .Select(w => key!.Columns.Select(c => w.Filter!.Parts.First(p => p.Member.Name == c.Member!.Name).Value is null).ToArray())
        .DistinctBy(n => string.Join(',', n))
        .Select(nulls => $"({UniqueSql.Select(table, key!, select, (bodies, extras), UniqueSql.Visible(table, tenant, deleted), nulls)})");

    private async Task FindOneAsync(MemberPath member, Wanted<T> wanted)
    {
        var sql = table.SqlFor(member, key is null ? OneById : OneByKey);
        var rows = table.IsTenanted
            ? await session.QueryAsync<T>(sql, token, wanted.Plain!.Value!, session.TenantId).ConfigureAwait(false)
            : await session.QueryAsync<T>(sql, token, wanted.Plain!.Value!).ConfigureAwait(false);
        if (rows.Count > 0) wanted.Document = rows[0];
    }

    private static string OneById(DocumentTable table, MemberPath member) => $"where d.id = ?{UniqueSql.Visible(table, "?")}";

    private static string OneByKey(DocumentTable table, MemberPath member) => $"where {table.Locator(member.Members)} = ?{UniqueSql.Visible(table, "?")}";

    private async Task FindByMemberAsync(MemberPath member, IReadOnlyList<Wanted<T>> wanted)
    {
        var sql = "where " + Condition(member, $"{Placeholder}", $"{Placeholder}");
        object values = Values(member, wanted);
        var rows = table.IsTenanted
            ? await session.QueryAsync<T>(Placeholder, sql, token, values, session.TenantId).ConfigureAwait(false)
            : await session.QueryAsync<T>(Placeholder, sql, token, [values]).ConfigureAwait(false);
        if (rows.Count > 0) Assign(wanted, rows!);
    }

    private async Task FindByIndexAsync(IReadOnlyList<Wanted<T>> wanted)
    {
        if (wanted.Count > 1 && (key!.Folds || !wanted[0].Filter!.IsExact))
        {
            foreach (var (number, row) in await FindNumberedAsync(wanted, deleted: false).ConfigureAwait(false)) wanted[number].Document = Checked(wanted[number], row);
            return;
        }

        var (bodies, extras) = UniqueSql.Keys(_serializer, table, key!, wanted);
        List<object> values = [];
        List<string> selects = [.. Selects(wanted, "t.id", Placeholder.ToString(), Placeholder.ToString(), Placeholder.ToString())];
        foreach (var _ in selects) values.AddRange(table.IsTenanted ? [bodies, extras, session.TenantId] : [bodies, extras]);
        var rows = await QueryAsync($"array({string.Join(" union all ", selects)})", values).ConfigureAwait(false);
        if (rows.Count == 0) return;
        if (wanted.Count == 1) wanted[0].Document = Checked(wanted[0], rows[0]);
        else Assign(wanted, rows);
    }

    // which document is whose, the server has to say where .NET has other ideas of what is equal
    private async Task<IReadOnlyDictionary<int, T>> FindNumberedAsync(IReadOnlyList<Wanted<T>> wanted, bool deleted)
    {
        NpgsqlCommand command = new(string.Join(" union all ", Selects(wanted, "w.aam_i, t.id", "@bodies", "@extras", "@tenant", deleted)));
        var (bodies, extras) = UniqueSql.Keys(_serializer, table, key!, wanted);
        command.Parameters.AddWithValue("bodies", bodies);
        command.Parameters.AddWithValue("extras", extras);
        if (table.IsTenanted) command.Parameters.AddWithValue("tenant", session.TenantId);
        List<(int Number, object Id)> pairs = [];
        var reader = await session.ExecuteReaderAsync(command, token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(token).ConfigureAwait(false)) pairs.Add(((int)reader.GetInt64(0) - 1, reader.GetValue(1)));
        }

        if (pairs.Count == 0) return new Dictionary<int, T>();
        object ids = table.ArrayOf([.. pairs.Select(p => p.Id).Distinct()]);
        var rows = (await QueryAsync(Placeholder.ToString(), [ids]).ConfigureAwait(false)).ToDictionary(table.IdOf);
        return pairs.Where(p => rows.ContainsKey(p.Id)).ToDictionary(p => p.Number, p => rows[p.Id]);
    }

    private async Task<IReadOnlyList<T>> QueryAsync(string ids, List<object> values)
    {
        if (table.IsTenanted) values.Add(session.TenantId);
        return (await session.QueryAsync<T>(Placeholder, $"where d.id = any({ids}){(table.IsTenanted ? $" and d.tenant_id = {Placeholder}" : "")}", token, [.. values]).ConfigureAwait(false))!;
    }

    private void Assign(IReadOnlyList<Wanted<T>> wanted, IReadOnlyList<T> rows)
    {
        Dictionary<object, T> found = [];
        var first = wanted[0].Filter!;
        foreach (var row in rows) found.TryAdd(first.KeyOf(row), row);
        foreach (var one in wanted) one.Document = found.GetValueOrDefault(one.Filter!.Key);
    }

    // a filter may look at more than the index: then the key is taken by a document that it does not mean
    private T Checked(Wanted<T> one, T row)
    {
        foreach (var part in one.Filter!.Parts)
        {
            if (!key!.Covers(part.Member) && !part.Matches(row)) throw DuplicateKeyException.For(typeof(T), table.OwnIdOf(row), key, null, "a document that the filter does not find has it");
        }

        return row;
    }

    private async Task FindByFilterAsync(IReadOnlyList<Wanted<T>> wanted)
    {
        foreach (var chunk in wanted.Chunk(50))
        {
            var rows = chunk.Length == 1 ? [] : await session.Query<T>().Where(AnyOf(chunk)).ToListAsync(token).ConfigureAwait(false);
            foreach (var one in chunk) one.Document = rows.FirstOrDefault(one.Matches);

            // what the server finds but memory does not recognise, such as another case of letters, has to be asked for one by one
            if (chunk.Length > 1 && rows.All(r => chunk.Any(w => ReferenceEquals(w.Document, r)))) continue;
            foreach (var one in chunk) one.Document ??= await session.Query<T>().Where(one.Expression).FirstOrDefaultAsync(token).ConfigureAwait(false);
        }
    }

    private static Expression<Func<T, bool>> AnyOf(Wanted<T>[] wanted)
    {
        var document = wanted[0].Expression.Parameters[0];
        var body = wanted.Select(w => new Rebinder(w.Expression.Parameters[0], document).Visit(w.Expression.Body)).Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<T, bool>>(body, document);
    }

    private sealed class Rebinder(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}

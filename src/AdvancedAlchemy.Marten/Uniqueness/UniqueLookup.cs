using System.Linq.Expressions;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds stored documents for many filters: in one query when all are equalities on one member.</summary>
internal static class UniqueLookup
{
    public static async Task FindAsync<T>(IQuerySession session, DocumentTable table, IReadOnlyList<Wanted<T>> wanted, CancellationToken token) where T : class
    {
        if (CommonMember(wanted) is { } member) await FindByMemberAsync(session, table, member, wanted, token).ConfigureAwait(false);
        else await FindByFilterAsync(session, wanted, token).ConfigureAwait(false);
    }

    /// <summary>The member that all filters compare with a value; null if there is none.</summary>
    public static MemberPath? CommonMember<T>(IReadOnlyList<Wanted<T>> wanted) where T : class
    {
        var member = wanted[0].Equality?.Member;
        foreach (var one in wanted)
        {
            if (one.Equality?.Member != member) return null;
        }

        return member;
    }

    public static Array Values<T>(MemberPath member, IReadOnlyList<Wanted<T>> wanted) where T : class
    {
        var values = Array.CreateInstance(member.Type, wanted.Count);
        for (var i = 0; i < wanted.Count; i++) values.SetValue(wanted[i].Equality!.Value, i);
        return values;
    }

    /// <summary>The condition that finds a value among <paramref name="values"/>, in the words of the unique index so that it serves.</summary>
    public static string Condition(DocumentTable table, MemberPath member, string values, string tenant) =>
        $"{table.Locator(member.Members)} = any({values}){(table.IsSoftDeleted ? " and mt_deleted = false" : "")}{(table.IsTenanted ? $" and tenant_id = {tenant}" : "")}";

    private static async Task FindByMemberAsync<T>(
        IQuerySession session, DocumentTable table, MemberPath member, IReadOnlyList<Wanted<T>> wanted, CancellationToken token) where T : class
    {
        var sql = "where " + Condition(table, member, "?", "?");
        object values = Values(member, wanted);
        var rows = table.IsTenanted
            ? await session.QueryAsync<T>(sql, token, values, session.TenantId).ConfigureAwait(false)
            : await session.QueryAsync<T>(sql, token, [values]).ConfigureAwait(false);
        if (rows.Count == 0) return;
        Dictionary<object, T> found = [];
        foreach (var row in rows) found.TryAdd(member.Read(row!)!, row!);
        foreach (var one in wanted) one.Document = found.GetValueOrDefault(one.Equality!.Value);
    }

    private static async Task FindByFilterAsync<T>(IQuerySession session, IReadOnlyList<Wanted<T>> wanted, CancellationToken token) where T : class
    {
        foreach (var chunk in wanted.Chunk(50))
        {
            var rows = chunk.Length == 1 ? [] : await session.Query<T>().Where(AnyOf(chunk)).ToListAsync(token).ConfigureAwait(false);
            foreach (var one in chunk) one.Document = rows.FirstOrDefault(one.Matches);

            // what the server finds but memory does not recognise, such as another case of letters, has to be asked for one by one
            if (chunk.Length > 1 && rows.All(r => chunk.Any(w => ReferenceEquals(w.Document, r)))) continue;
            foreach (var one in chunk) one.Document ??= await session.Query<T>().Where(one.Filter).FirstOrDefaultAsync(token).ConfigureAwait(false);
        }
    }

    private static Expression<Func<T, bool>> AnyOf<T>(Wanted<T>[] wanted) where T : class
    {
        var document = wanted[0].Filter.Parameters[0];
        var body = wanted.Select(w => new Rebinder(w.Filter.Parameters[0], document).Visit(w.Filter.Body)).Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<T, bool>>(body, document);
    }

    private sealed class Rebinder(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}

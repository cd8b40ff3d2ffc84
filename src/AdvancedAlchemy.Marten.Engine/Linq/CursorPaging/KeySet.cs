using System.Buffers.Text;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;
using Marten.Exceptions;
using Marten.Schema;

namespace Marten.Engine.Linq.CursorPaging;

/// <summary>What puts the documents of a query in an order in which each has a place of its own.</summary>
internal sealed class KeySet<T>
{
    private readonly List<(LambdaExpression Key, bool IsDescending)> _keys = [];
    private readonly DocumentMapping _mapping;
    private readonly bool _needsId;

    private KeySet(Expression chain)
    {
        var table = Read(chain).Storage;
        if (table is not DocumentStorage) throw Unsupported.Part("a cursor over what are no documents");
        _mapping = table.Mapping;
        if (_keys.Any(k => Translator.Strip(k.Key.Body) is MemberExpression member && _mapping.Metadata.All.Any(m => m.Enabled && m.Member?.Name == member.Member.Name)))
        {
            throw Unsupported.Part("a cursor in the order of metadata");
        }

        if (_keys.Any(k => IsId(k.Key))) return;
        _needsId = true;
        var document = Expression.Parameter(typeof(T), "x");
        _keys.Add((Expression.Lambda(Expression.MakeMemberAccess(document, _mapping.IdMember!), document), false));
    }

    internal static KeySet<T> Of(IQueryable<T> query) => new(query.Expression);

    /// <summary>The query in the order of all keys, of what comes after the cursor.</summary>
    internal IQueryable<T> After(IQueryable<T> query, string? cursor)
    {
        if (cursor is not null) query = query.Where(Condition(Values(cursor)));
        if (!_needsId) return query;

        // Another OrderBy appends to those before.
        var id = _keys[^1].Key;
        return query.Provider.CreateQuery<T>(Expression.Call(
            typeof(Queryable), nameof(Queryable.OrderBy), [typeof(T), id.ReturnType], query.Expression, Expression.Quote(id)));
    }

    internal string CursorOf(string json)
    {
        var document = Expression.Constant(_mapping.StoreOptions.Serializer().FromJson<T>(new MemoryStream(Encoding.UTF8.GetBytes(json))), typeof(T));
        using var body = JsonDocument.Parse(json);
        object?[] values =
        [
            .. _keys.Select(k => IsNull(k.Key, body.RootElement) ? null : CapturedValue.Of(ProjectionInliner.Replace(k.Key.Body, k.Key.Parameters[0], document))),
        ];
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(values));
    }

    // What the body does not have is null to the server, whatever the class begins with.
    private bool IsNull(LambdaExpression key, JsonElement body)
    {
        if (MemberPaths.Find(key.Body) is not { } path || IsId(key)) return false;
        foreach (var name in _mapping.Members.InBody(typeof(T), path, "data").Keys)
        {
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out body)) return true;
        }

        return body.ValueKind == JsonValueKind.Null;
    }

    private bool IsId(LambdaExpression key) => key.Body is MemberExpression member && member.Member.Name == _mapping.IdMember!.Name && member.Expression == key.Parameters[0];

    private object?[] Values(string cursor)
    {
        try
        {
            var given = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(cursor))!;
            if (given.Length == _keys.Count) return [.. given.Select((v, i) => v.Deserialize(Nullable(_keys[i].Key)))];
        }
        catch (Exception e) when (e is FormatException or JsonException or NotSupportedException)
        {
            throw new ArgumentException("The cursor is of no page of this query", nameof(cursor), e);
        }

        throw new ArgumentException("The cursor is of no page of this query", nameof(cursor));
    }

    private Expression<Func<T, bool>> Condition(object?[] values)
    {
        var document = Expression.Parameter(typeof(T), "x");
        Expression? after = null;
        for (var i = values.Length - 1; i >= 0; i--)
        {
            var (key, isDescending) = _keys[i];
            var body = ProjectionInliner.Replace(key.Body, key.Parameters[0], document);
            if (Nullable(key) is var type && type != body.Type) body = Expression.Convert(body, type);
            var later = Later(body, values[i], isDescending);
            if (after is not null)
            {
                var same = Expression.AndAlso(Expression.Equal(body, Expression.Constant(values[i], body.Type)), after);
                later = later is null ? same : Expression.OrElse(later, same);
            }

            after = later;
        }

        return Expression.Lambda<Func<T, bool>>(after!, document);
    }

    private Type Nullable(LambdaExpression key) =>
        key.ReturnType.IsValueType && System.Nullable.GetUnderlyingType(key.ReturnType) is null && !IsId(key) ? typeof(Nullable<>).MakeGenericType(key.ReturnType) : key.ReturnType;

    // Null is the greatest of all values in PostgreSQL's orders. Nothing when no value comes later.
    private static BinaryExpression? Later(Expression key, object? value, bool isDescending)
    {
        var mayBeNull = !key.Type.IsValueType || System.Nullable.GetUnderlyingType(key.Type) is not null;
        if (value is null) return isDescending ? Expression.NotEqual(key, Expression.Constant(null, key.Type)) : null;
        if (value is DateTime { Kind: DateTimeKind.Utc } time) value = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        Expression given = Expression.Constant(value, key.Type);
        var (left, right) = (key, given);
        if (key.Type == typeof(string)) (left, right) = (Expression.Call(typeof(string), nameof(string.Compare), null, key, given), Expression.Constant(0));
        try
        {
            var later = isDescending ? Expression.LessThan(left, right) : Expression.GreaterThan(left, right);
            return mayBeNull && !isDescending ? Expression.OrElse(later, Expression.Equal(key, Expression.Constant(null, key.Type))) : later;
        }
        catch (InvalidOperationException e)
        {
            throw new BadLinqExpressionException($"Marten does not (yet) support a cursor in the order of '{key}', a {key.Type.Name}", e);
        }
    }

    private IQueryRoot Read(Expression node)
    {
        switch (node)
        {
            case ConstantExpression { Value: IQueryRoot root }:
                return root;
            case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                return Read(convert.Operand);
            case MethodCallExpression { Method: { Name: nameof(Queryable.Where) } method } where when method.DeclaringType == typeof(Queryable):
                return Read(where.Arguments[0]);
            case MethodCallExpression { Arguments: [var source, var key], Method.Name: var name } order when order.Method.DeclaringType == typeof(Queryable)
                && name is nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending) or nameof(Queryable.ThenBy) or nameof(Queryable.ThenByDescending):
                var read = Read(source);
                _keys.Add(((LambdaExpression)Translator.Strip(key), name.EndsWith("Descending", StringComparison.Ordinal)));
                return read;
            case MethodCallExpression call:
                throw Unsupported.Part($"a cursor over {call.Method.Name}");
            default:
                throw Unsupported.Expression(node);
        }
    }
}

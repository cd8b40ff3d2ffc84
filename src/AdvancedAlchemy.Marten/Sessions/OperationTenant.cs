using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Marten;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten;

/// <summary>The tenant in which a pending operation writes: the session's, or that of <c>session.ForTenant(...)</c>.</summary>
/// <remarks>
/// Marten's operations keep it in the protected field <c>_tenantId</c>, part of what subclasses may rely on, and tell it nowhere
/// else. Only operations on documents with tenants are asked; the field is looked up once for each type of operation.
/// </remarks>
internal static class OperationTenant
{
    private static readonly ConcurrentDictionary<Type, Func<object, string?>?> _readers = new();

    public static string Of(IStorageOperation operation, IQuerySession session) =>
        _readers.GetOrAdd(operation.GetType(), Reader)?.Invoke(operation) ?? session.TenantId;

    private static Func<object, string?>? Reader(Type operation)
    {
        const BindingFlags anywhere = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        if (operation.GetProperty("TenantId", anywhere) is { CanRead: true } property && property.PropertyType == typeof(string)) return Compiled(operation, property);
        return operation.GetField("_tenantId", anywhere) is { } field && field.FieldType == typeof(string) ? Compiled(operation, field) : null;
    }

    private static Func<object, string?> Compiled(Type operation, MemberInfo tenant)
    {
        var any = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, string?>>(Expression.MakeMemberAccess(Expression.Convert(any, operation), tenant), any).Compile();
    }
}

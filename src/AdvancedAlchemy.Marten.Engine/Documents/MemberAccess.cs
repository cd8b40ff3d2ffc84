using System.Linq.Expressions;
using System.Reflection;

namespace Marten.Engine.Documents;

/// <summary>Compiled getters and setters of document members; built once per mapping.</summary>
internal static class MemberAccess
{
    internal static Func<T, TValue> Getter<T, TValue>(MemberInfo member)
    {
        var document = Expression.Parameter(typeof(T), "document");
        Expression value = Expression.MakeMemberAccess(Owner(document, member), member);
        if (value.Type != typeof(TValue)) value = Expression.Convert(value, typeof(TValue));
        return Expression.Lambda<Func<T, TValue>>(value, document).Compile();
    }

    /// <summary>
    /// Sets the member whatever its visibility: a private or init setter is called, a get-only property gets its backing field set.
    /// Null when there is nothing to set.
    /// </summary>
    internal static Action<T, TValue>? Setter<T, TValue>(MemberInfo member)
    {
        if (member is PropertyInfo property)
        {
            var owner = property.DeclaringType == property.ReflectedType ? property : property.DeclaringType!.GetProperty(property.Name, Everything) ?? property;
            if (owner.SetMethod is { } setMethod) return Compile<T, TValue>(owner, setMethod);
            var field = owner.DeclaringType!.GetField($"<{owner.Name}>k__BackingField", Everything);
            return field is null ? null : ThroughField<T, TValue>(field);
        }

        return member is FieldInfo { IsInitOnly: false } writable ? Compile<T, TValue>(writable) : ThroughField<T, TValue>((FieldInfo)member);
    }

    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static Action<T, TValue> Compile<T, TValue>(PropertyInfo property, MethodInfo setMethod)
    {
        var document = Expression.Parameter(typeof(T), "document");
        var value = Expression.Parameter(typeof(TValue), "value");
        var call = Expression.Call(Owner(document, property), setMethod, Converted(value, property.PropertyType));
        return Expression.Lambda<Action<T, TValue>>(call, document, value).Compile();
    }

    private static Action<T, TValue> Compile<T, TValue>(FieldInfo field)
    {
        var document = Expression.Parameter(typeof(T), "document");
        var value = Expression.Parameter(typeof(TValue), "value");
        var assign = Expression.Assign(Expression.Field(Owner(document, field), field), Converted(value, field.FieldType));
        return Expression.Lambda<Action<T, TValue>>(assign, document, value).Compile();
    }

    // An expression tree cannot assign a read-only field; reflection can.
    private static Action<T, TValue> ThroughField<T, TValue>(FieldInfo field) => (document, value) => field.SetValue(document, value);

    private static Expression Owner(ParameterExpression document, MemberInfo member) =>
        member.DeclaringType!.IsAssignableFrom(document.Type) ? document : Expression.Convert(document, member.DeclaringType);

    private static Expression Converted(ParameterExpression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
}

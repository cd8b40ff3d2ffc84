using System.Linq.Expressions;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>Reads and writes an id of type <c>long</c> or <c>int</c>.</summary>
internal sealed class NumberMember(Func<object, long> get, Action<object, long> set)
{
    public long Get(object document) => get(document);

    public void Set(object document, long number) => set(document, number);

    /// <summary>Null for a member of another type, or one that cannot be written.</summary>
    public static NumberMember? For(MemberInfo member)
    {
        var document = Expression.Parameter(typeof(object));
        var number = Expression.Parameter(typeof(long));
        var access = Expression.MakeMemberAccess(Expression.Convert(document, member.DeclaringType!), member);
        if (access.Type != typeof(long) && access.Type != typeof(int)) return null;
        if (member is PropertyInfo { CanWrite: false } or FieldInfo { IsInitOnly: true }) return null;
        return new NumberMember(
            Expression.Lambda<Func<object, long>>(Expression.Convert(access, typeof(long)), document).Compile(),
            Expression.Lambda<Action<object, long>>(Expression.Assign(access, Expression.ConvertChecked(number, access.Type)), document, number).Compile());
    }
}

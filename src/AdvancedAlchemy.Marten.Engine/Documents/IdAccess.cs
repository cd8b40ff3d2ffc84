using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Members;
using Marten.Exceptions;

namespace Marten.Engine.Documents;

/// <summary>Reads and writes a document's id as the value that is stored.</summary>
internal sealed class IdAccess<T, TId> where TId : notnull
{
    private readonly Func<T, TId?> _get;
    private readonly Action<T, TId>? _set;

    internal IdAccess(MemberInfo member)
    {
        var type = MemberResolver.MemberType(member);
        if (WrappedId.Find(type) is { } wrapped)
        {
            _get = Unwrapping(member, type, wrapped);
            _set = Wrapping(member, type, wrapped);
        }
        else
        {
            _get = MemberAccess.Getter<T, TId?>(member);
            _set = MemberAccess.Setter<T, TId>(member);
        }
    }

    internal TId? Get(T document) => _get(document);

    internal bool CanSet => _set is not null;

    /// <exception cref="InvalidDocumentException">The id cannot be set.</exception>
    internal void Set(T document, TId id)
    {
        if (_set is null) throw new InvalidDocumentException($"The id of {typeof(T).FullName} is not set and cannot be assigned, because its member has no setter");
        _set(document, id);
    }

    private static Func<T, TId?> Unwrapping(MemberInfo member, Type type, WrappedId wrapped)
    {
        var document = Expression.Parameter(typeof(T), "document");
        Expression value = Expression.MakeMemberAccess(document, member);
        Expression inner = Nullable.GetUnderlyingType(type) is null
            ? Expression.Property(value, wrapped.Value)
            : Expression.Condition(
                Expression.Property(value, "HasValue"),
                Expression.Property(Expression.Property(value, "Value"), wrapped.Value),
                Expression.Default(wrapped.Value.PropertyType));
        return Expression.Lambda<Func<T, TId?>>(inner, document).Compile();
    }

    private static Action<T, TId>? Wrapping(MemberInfo member, Type type, WrappedId wrapped)
    {
        var setter = typeof(MemberAccess).GetMethod(nameof(MemberAccess.Setter), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(typeof(T), type)
            .Invoke(null, [member]);
        if (setter is null) return null;
        var document = Expression.Parameter(typeof(T), "document");
        var id = Expression.Parameter(typeof(TId), "id");
        Expression wrap = wrapped.Wrap is ConstructorInfo constructor
            ? Expression.New(constructor, id)
            : Expression.Call((MethodInfo)wrapped.Wrap, id);
        if (wrap.Type != type) wrap = Expression.Convert(wrap, type);
        return Expression.Lambda<Action<T, TId>>(Expression.Invoke(Expression.Constant(setter), document, wrap), document, id).Compile();
    }
}

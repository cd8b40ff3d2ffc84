using System.Linq.Expressions;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>The member within whose values slugs are unique.</summary>
internal sealed class SlugScope
{
    private readonly Func<object, object?> _read;

    public SlugScope(PropertyInfo member)
    {
        Member = member;
        ValueType = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (ValueType != typeof(string) && ValueType != typeof(Guid) && ValueType != typeof(int) && ValueType != typeof(long))
        {
            throw new InvalidOperationException(
                $"{member.DeclaringType!.Name}.{member.Name} is a {ValueType.Name}, and slugs cannot be unique within that. Use a property of type Guid, string, int or long.");
        }

        var document = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(document, member.DeclaringType!), member);
        _read = Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), document).Compile();
    }

    public PropertyInfo Member { get; }

    public Type ValueType { get; }

    public bool IsNullable => !Member.PropertyType.IsValueType || Nullable.GetUnderlyingType(Member.PropertyType) is not null;

    public object? Of(object document) => _read(document);

    /// <summary>A caller's value as the member has it.</summary>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public object? Checked(object? value) => value switch
    {
        null => null,
        int number when ValueType == typeof(long) => (long)number,
        _ when value.GetType() == ValueType => value,
        _ => throw new ArgumentException($"Slugs of {Member.DeclaringType!.Name} are unique within {Member.Name}, a {ValueType.Name}; '{value}' is a {value.GetType().Name}."),
    };

    public Array ArrayOf(IReadOnlyList<object?> values)
    {
        var array = Array.CreateInstance(ValueType, values.Count);
        for (var i = 0; i < values.Count; i++) array.SetValue(values[i], i);
        return array;
    }
}

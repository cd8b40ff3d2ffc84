using System.Collections;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Exceptions;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Translation;

/// <summary>Decides in which type a captured value is sent.</summary>
internal sealed class Parameters(TranslationContext context)
{
    private ScalarTypes Scalars => context.Mapping.Members.Scalars;

    /// <summary>A value that is compared with <paramref name="target"/>.</summary>
    internal SqlPart Value(SlotExpression slot, SqlValue target)
    {
        var member = target.PlainType;
        if (target.Scalar is not { } scalar)
        {
            if (target.Member?.Column is not null && WrappedId.Find(member) is { } wrapped && Scalars.Find(wrapped.InnerType) is { } inner)
            {
                return Node(new ConvertingBinder(slot.Index, inner.DbType, v => wrapped.InnerType.IsInstanceOfType(v) ? v : wrapped.Value.GetValue(v)!));
            }

            throw new BadLinqExpressionException(
                $"Marten cannot support custom value types in Linq expression. '{target.Member?.DisplayName ?? target.Type.Name}' is a {member.Name}; compare its members instead.");
        }

        // The compiler compares enums and chars as numbers; what is stored may be text.
        if (Adapt(member, scalar) is { } adapt) return Node(new ConvertingBinder(slot.Index, scalar.DbType, adapt));
        var own = Scalars.Find(slot.Type) ?? scalar;
        return Node(own.ClrType == (Nullable.GetUnderlyingType(slot.Type) ?? slot.Type)
            ? ScalarBinder.For(slot.Index, own)
            : new ConvertingBinder(slot.Index, own.DbType, v => own.ToParameter(own.ClrType.IsInstanceOfType(v)
                ? v
                : Convert.ChangeType(v, own.ClrType, System.Globalization.CultureInfo.InvariantCulture))));
    }

    /// <summary>A value that is not compared with anything in particular.</summary>
    internal SqlValue Standalone(SlotExpression slot)
    {
        var scalar = Scalars.Find(slot.Type) ?? throw Unsupported.Part($"a value of type {slot.Type.Name}");
        return new SqlValue(Node(ScalarBinder.For(slot.Index, scalar)), slot.Type, scalar);
    }

    /// <summary>A list of values that <paramref name="target"/> is looked for in.</summary>
    internal SqlPart Array(SlotExpression slot, SqlValue target)
    {
        if (target.Scalar is not { } scalar)
        {
            if (target.Member?.Column is not null && WrappedId.Find(target.PlainType) is { } wrapped && Scalars.Find(wrapped.InnerType) is { } inner)
            {
                return Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Array | inner.DbType, v =>
                    ParameterArrays.Make(((IEnumerable)v).Cast<object>().Select(o => wrapped.Value.GetValue(o)!), inner.DbType)));
            }

            throw Unsupported.Part($"a search for '{target.Member?.DisplayName ?? target.Type.Name}', which is no single value,");
        }

        if (Adapt(target.PlainType, scalar) is { } adapt)
        {
            return Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Array | scalar.DbType, v => ParameterArrays.Of((IEnumerable)v, scalar.DbType, adapt)));
        }

        var own = ColumnTypes.ElementType(slot.Type) is { } element && Scalars.Find(element) is { } found ? found : scalar;
        return Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Array | own.DbType, v => ParameterArrays.Of((IEnumerable)v, own.DbType, own.Convert)));
    }

    /// <summary>A pattern for LIKE that means the text literally.</summary>
    internal static SqlPart Like(SlotExpression slot, string prefix, string suffix) => Node(new ConvertingBinder(
        slot.Index, NpgsqlDbType.Text, v => prefix + LikePattern.Escape(v.ToString()!) + suffix));

    /// <summary>A value as JSON, with the given text around it.</summary>
    internal SqlPart Json(SlotExpression slot, string prefix, string suffix, Type elementType)
    {
        var serializer = context.Mapping.StoreOptions.Serializer();
        var plain = Nullable.GetUnderlyingType(elementType) ?? elementType;
        return Node(new NullableBinder(slot.Index, NpgsqlDbType.Jsonb, v =>
            prefix + serializer.ToJson(v is not null && plain.IsEnum && v is not Enum ? Enum.ToObject(plain, v) : v) + suffix));
    }

    internal static SqlPart Node(ParameterBinder binder) => new SqlParameterNode(binder);

    private static Func<object, object>? Adapt(Type member, ScalarType scalar)
    {
        if (member.IsEnum) return v => scalar.ToParameter(v is Enum ? v : Enum.ToObject(member, v));
        if (member == typeof(char)) return v => v is string ? v : Convert.ToChar(v, System.Globalization.CultureInfo.InvariantCulture).ToString();
        return null;
    }
}

using System.Collections;
using System.Globalization;
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
    private readonly EnumTexts _enums = new(context.Mapping.StoreOptions.Serializer());

    private ScalarTypes Scalars => context.Mapping.Members.Scalars;

    /// <summary>A value that is compared with <paramref name="target"/>.</summary>
    /// <param name="slot">The captured value.</param>
    /// <param name="target">What it is compared with.</param>
    /// <param name="anyKind">Whether a universal time may be compared with one without a zone.</param>
    internal SqlPart Value(SlotExpression slot, SqlValue target, bool anyKind = false)
    {
        if (target.Scalar is not { } scalar) throw NoScalar(target);
        if (anyKind && scalar.ClrType == typeof(DateTime)) return Node(new ConvertingBinder(slot.Index, scalar.DbType, BodyTimes.OfAnyKind));
        var plain = Nullable.GetUnderlyingType(slot.Type) ?? slot.Type;
        if (WrappedId.Find(plain) is { } wrapped)
        {
            return Node(new ConvertingBinder(slot.Index, scalar.DbType, v => wrapped.Value.GetValue(v) is { } inner ? inner : DBNull.Value));
        }

        // The compiler compares enums and chars as numbers; what is stored may be text.
        if (Adapt(target, scalar) is { } adapt) return Node(new ConvertingBinder(slot.Index, scalar.DbType, adapt));
        var own = scalar.ClrType == plain ? scalar : Scalars.Find(slot.Type) ?? scalar;
        return Node(own.ClrType == plain
            ? ScalarBinder.For(slot.Index, own)
            : new ConvertingBinder(slot.Index, own.DbType, v => own.ToParameter(Converted(plain == typeof(object) ? Unwrapped(v) : v, own.ClrType))));
    }

    private static object Converted(object value, Type type) => type.IsInstanceOfType(value) ? value : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);

    // Equals takes an object: what is in it is only seen when it is sent.
    private static object Unwrapped(object value) => WrappedId.Find(value.GetType()) is { } wrapped ? wrapped.Value.GetValue(value)! : value;

    /// <summary>A value that is not compared with anything in particular.</summary>
    internal SqlValue Standalone(SlotExpression slot)
    {
        var scalar = Scalars.Find(slot.Type) ?? throw Unsupported.Part($"a value of type {slot.Type.Name}");
        if (context.IsNull(slot)) return new SqlValue(new SqlText($"CAST(NULL as {scalar.PgType})"), slot.Type, scalar);
        return new SqlValue(Node(ScalarBinder.For(slot.Index, scalar)), slot.Type, scalar);
    }

    /// <summary>A list of values that <paramref name="target"/> is looked for in.</summary>
    internal SqlPart Array(SlotExpression slot, SqlValue target)
    {
        if (target.Scalar is not { } scalar) throw Unsupported.Part($"a search for '{target.Member?.DisplayName ?? target.Type.Name}', which is no single value,");
        var element = ColumnTypes.ElementType(slot.Type);
        if (element is not null && WrappedId.Find(element) is { } wrapped)
        {
            return Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Array | scalar.DbType, v =>
                ParameterArrays.Make(((IEnumerable)v).Cast<object?>().Where(o => o is not null).Select(o => wrapped.Value.GetValue(o)!), scalar.DbType)));
        }

        if (Adapt(target, scalar) is { } adapt)
        {
            return Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Array | scalar.DbType, v => ParameterArrays.Of((IEnumerable)v, scalar.DbType, adapt)));
        }

        var own = element is not null && (Nullable.GetUnderlyingType(element) ?? element) != scalar.ClrType && Scalars.Find(element) is { } found ? found : scalar;
        return Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Array | own.DbType, v => ParameterArrays.Of((IEnumerable)v, own.DbType, own.Convert)));
    }

    /// <summary>A pattern for LIKE that means the text literally.</summary>
    internal static SqlPart Like(SlotExpression slot, string prefix, string suffix) => Node(new ConvertingBinder(
        slot.Index, NpgsqlDbType.Text, v => prefix + LikePattern.Escape(v.ToString()!) + suffix));

    /// <summary>A text or a character as text.</summary>
    internal static SqlPart Text(SlotExpression slot) => Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Text, static v => v.ToString()!));

    /// <summary>A value that the expression implies.</summary>
    internal static SqlPart Constant(object value, ScalarType scalar) => Node(new ConstantBinder(scalar.ToParameter(value), scalar.DbType));

    /// <summary>A value as JSON.</summary>
    internal string Json(object? value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value is not null && plain.IsEnum && value is not Enum) value = Enum.ToObject(plain, value);
        if (plain == typeof(char) && value is int code) value = Convert.ToChar(code);
        return context.Mapping.StoreOptions.Serializer().ToJson(value);
    }

    internal static SqlPart Node(ParameterBinder binder) => new SqlParameterNode(binder);

    private Func<object, object>? Adapt(SqlValue target, ScalarType scalar)
    {
        var type = target.PlainType;
        if (type.IsEnum && scalar.ClrType == type)
        {
            if (scalar.DbType == NpgsqlDbType.Text && target.Text is not null && target.Member?.Column is null && ReferenceEquals(scalar, Scalars.Find(type)))
            {
                return v => _enums.Of(v is Enum ? v : Enum.ToObject(type, v));
            }

            return v => scalar.ToParameter(v is Enum ? v : Enum.ToObject(type, v));
        }

        if (type == typeof(char)) return v => v is string ? v : Convert.ToChar(v, CultureInfo.InvariantCulture).ToString();
        return target.Member?.Column is null && scalar.DbType != NpgsqlDbType.TimestampTz | type != typeof(DateTime) ? BodyTimes.Find(type) : null;
    }

    private static BadLinqExpressionException NoScalar(SqlValue target) => new(
        $"Marten cannot support custom value types in Linq expression. '{target.Member?.DisplayName ?? target.Type.Name}' is a {target.PlainType.Name}; compare its members instead.");
}

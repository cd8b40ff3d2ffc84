using System.Linq.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace MartenFacts.Differential;

/// <summary>Generators of single conditions: comparisons of every member with every operator, on either side.</summary>
internal static partial class Leaves
{
    private static readonly ExpressionType[] Equalities = [ExpressionType.Equal, ExpressionType.NotEqual];

    private static readonly ExpressionType[] Orders =
    [
        ExpressionType.Equal, ExpressionType.NotEqual, ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual,
    ];

    internal static Gen<Predicate> Any() => Gen.OneOf(
    [
        .. Comparisons(), .. Comparisons(), .. Nulls(), .. Strings(), .. Values(), .. Collections(), .. Objects(), .. Dictionaries(),
    ]).Select(l => (Predicate)l);

    private static Gen<Leaf>[] Comparisons() =>
    [
        Compare(x => x.Int, Pools.Ints),
        Compare(x => x.Long, Pools.Longs),
        Compare(x => x.Short, Pools.Shorts),
        Compare(x => x.Byte, Pools.Bytes),
        Compare(x => x.SByte, Pools.SBytes),
        Compare(x => x.UShort, Pools.UShorts),
        Compare(x => x.UInt, Pools.UInts),
        Compare(x => x.ULong, Pools.ULongs),
        Compare(x => x.Decimal, Pools.Decimals),
        Compare(x => x.Double, Pools.Doubles),
        Compare(x => x.Float, Pools.Floats),
        Compare(x => x.Letter, Pools.Letters),
        Compare(x => x.Guid, Pools.Guids, Equalities),
        Compare(x => x.Hue, Pools.Hues, Equalities),
        Compare(x => x.Time, Pools.Times),
        Compare(x => x.Instant, Pools.Instants),
        Compare(x => x.Day, Pools.Days),
        Compare(x => x.Clock, Pools.Clocks),
        Compare(x => x.Span, Pools.Spans),
        Compare(x => x.Text, Pools.Texts, Equalities, x => x.Text is null),
        Compare(x => x.Other, Pools.Texts, Equalities, x => x.Other is null),
        Optional(x => x.OptInt, Pools.Ints, x => x.OptInt is null),
        Optional(x => x.OptDecimal, Pools.Decimals, x => x.OptDecimal is null),
        Optional(x => x.OptTime, Pools.Times, x => x.OptTime is null),
        Optional(x => x.OptInstant, Pools.Instants, x => x.OptInstant is null),
        Optional(x => x.OptHue, Pools.Hues, x => x.OptHue is null, Equalities),
        Optional(x => x.OptGuid, Pools.Guids, x => x.OptGuid is null, Equalities),
        Optional(x => x.Ref, [.. Pools.Guids.Select(g => new SpecimenRef(g))], x => x.Ref is null, Equalities),
        Optional(x => x.Inner!.Number, Pools.Ints, x => x.Inner?.Number is null),
        Optional(x => x.Inner!.Deeper!.Number, Pools.Ints, x => x.Inner?.Deeper?.Number is null),
        Compare(x => x.Inner!.Name, Pools.Texts, Equalities, x => x.Inner?.Name is null),
        Compare(x => x.Inner!.Deeper!.Name, Pools.Texts, Equalities, x => x.Inner?.Deeper?.Name is null),
        Compare(x => x.Inner!.Deeper!.Hue, Pools.Hues, Equalities, x => x.Inner?.Deeper is null),
        Compare(x => x.Inner!.Time, Pools.Times, Orders, x => x.Inner is null),
    ];

    private static Gen<Leaf> Optional<T>(Expression<Func<Specimen, T?>> member, T[] pool, Func<Specimen, bool> isNull, ExpressionType[]? kinds = null) where T : struct =>
        Compare(member, [.. pool.Select(v => (T?)v)], kinds ?? Orders, isNull);

    private static Gen<Leaf> Compare<T>(Expression<Func<Specimen, T>> member, T[] pool, ExpressionType[]? kinds = null, Func<Specimen, bool>? isNull = null) =>
        from kind in Gen.Elements(kinds ?? Orders)
        from value in Gen.Elements(pool)
        from flipped in Gen.Elements(true, false)
        select new Leaf(Binary(member, kind, value, flipped), isNull ?? (_ => false));

    // As the compiler writes it: small integers, characters and enums are compared as int.
    private static Expression<Func<Specimen, bool>> Binary<T>(Expression<Func<Specimen, T>> member, ExpressionType kind, T value, bool flipped)
    {
        Expression left = member.Body;
        Expression right = Expression.Field(Expression.Constant(new Captured<T>(value)), nameof(Captured<>.Value));
        var plain = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (plain.IsEnum || Type.GetTypeCode(plain) is TypeCode.Char or TypeCode.Int16 or TypeCode.Byte or TypeCode.SByte or TypeCode.UInt16)
        {
            var widened = plain == typeof(T) ? typeof(int) : typeof(int?);
            (left, right) = (Expression.Convert(left, widened), Expression.Convert(right, widened));
        }

        if (flipped) (left, right) = (right, left);
        return Expression.Lambda<Func<Specimen, bool>>(Expression.MakeBinary(kind, left, right), member.Parameters);
    }

    // A leaf of a captured value.
    private static Gen<Leaf> Of<T>(T[] pool, Func<T, Leaf> leaf) => Gen.Elements(pool).Select(leaf);

    private static Gen<Leaf> Of<T, TOther>(T[] pool, TOther[] others, Func<T, TOther, Leaf> leaf) =>
        from value in Gen.Elements(pool) from other in Gen.Elements(others) select leaf(value, other);

    private static Leaf Always(Expression<Func<Specimen, bool>> condition) => new(condition, _ => false);

    internal sealed class Captured<T>(T value)
    {
        public readonly T Value = value;
    }
}

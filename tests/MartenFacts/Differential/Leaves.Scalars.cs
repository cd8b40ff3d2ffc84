using FsCheck;
using FsCheck.Fluent;
using Marten;

namespace MartenFacts.Differential;

/// <summary>Conditions on null, on text, and on what is worked out of scalars.</summary>
internal static partial class Leaves
{
    private static int[] Small => [0, 1, 2, 3];

    private static Gen<Leaf>[] Nulls() =>
    [
        Gen.Constant(Always(x => x.OptInt == null)),
        Gen.Constant(Always(x => x.OptTime.HasValue)),
        Gen.Constant(Always(x => !x.OptInstant.HasValue)),
        Gen.Constant(Always(x => x.Text != null)),
        Gen.Constant(Always(x => x.Inner == null)),
        Gen.Constant(new Leaf(x => x.Inner!.Deeper != null, x => x.Inner is null, false)),
        Gen.Constant(Always(x => x.Tags == null)),
        Gen.Constant(Always(x => x.Ref == null)),
        Gen.Constant(Always(x => x.Flag)),
        Gen.Constant(new Leaf(x => x.OptFlag!.Value, x => x.OptFlag is null, false)),
        Gen.Constant(new Leaf(x => x.Inner!.Flag, x => x.Inner is null, false)),
        Of([true, false], v => new Leaf(x => x.OptFlag == v, x => x.OptFlag is null)),
        Of([true, false], v => new Leaf(x => x.OptFlag != v, x => x.OptFlag is null, true)),
        Of([true, false], v => Always(x => (x.OptFlag ?? v) && x.Int > 0)),
        Of([true, false], v => Always(x => v || x.Flag)),
    ];

    private static Gen<Leaf>[] Strings() =>
    [
        Of(Pools.Texts, v => OfText(x => x.Text!.StartsWith(v, StringComparison.Ordinal))),
        Of(Pools.Texts, v => OfText(x => x.Text!.EndsWith(v, StringComparison.Ordinal))),
        Of(Pools.Texts, v => OfText(x => x.Text!.Contains(v))),
        Of(Pools.Texts, v => OfText(x => x.Text!.Contains(v, StringComparison.OrdinalIgnoreCase))),
        Of(Pools.Texts, v => OfText(x => x.Text!.StartsWith(v, StringComparison.OrdinalIgnoreCase))),
        Of(Pools.Texts, v => OfText(x => x.Text!.Equals(v, StringComparison.OrdinalIgnoreCase))),
        Of(Pools.Letters, v => OfText(x => x.Text!.Contains(v))),
        Of(Pools.Texts, v => OfText(x => string.Compare(x.Text, v) > 0)),
        Of(Pools.Texts, v => OfText(x => string.Compare(x.Text, v, StringComparison.Ordinal) <= 0)),
        Of(Pools.Texts, v => OfText(x => x.Text!.ToLower() == v)),
        Of(Pools.Texts, v => OfText(x => x.Text!.ToUpperInvariant() == v)),
        Of(Pools.Texts, v => OfText(x => x.Text!.Trim() == v)),
        Of(Pools.Texts, v => OfText(x => x.Text!.TrimStart() == v)),
        Of(Pools.Texts, v => OfText(x => x.Text!.TrimEnd().EndsWith(v, StringComparison.Ordinal))),
        Of(Small, v => OfText(x => x.Text!.Length > v)),
        Of(Small, v => OfText(x => x.Text!.Length == v)),
        Of(Pools.Texts, Small, (v, n) => OfText(x => x.Text!.IndexOf(v, StringComparison.Ordinal) < n)),
        Of(Pools.Texts, Pools.Texts, (v, w) => v.Length == 0 ? OfText(x => x.Text == w) : OfText(x => x.Text!.Replace(v, "a") == w)),
        Of(Pools.Texts, v => new Leaf(x => x.Text!.Substring(1) == v, x => x.Text is null || x.Text.Length < 1)),
        Of(Pools.Texts, Small, (v, n) => new Leaf(x => x.Text!.Substring(1, n) == v, x => x.Text is null || x.Text.Length < 1 + n)),
        Of(Pools.Texts, v => Always(x => (x.Text ?? v) == v)),
        Of(Pools.Texts, v => Always(x => x.Text + x.Other == v)),
        Gen.Constant(Always(x => string.IsNullOrEmpty(x.Text))),
        Gen.Constant(Always(x => string.IsNullOrWhiteSpace(x.Text))),
        Gen.Constant(new Leaf(x => x.Text == x.Other, x => x.Text is null || x.Other is null)),
        Gen.Constant(new Leaf(x => x.Text!.Contains(x.Other!), x => x.Text is null || x.Other is null)),
        Gen.Constant(new Leaf(x => x.Text!.EndsWith(x.Other!, StringComparison.Ordinal), x => x.Text is null || x.Other is null)),
        Of(Pools.Texts, v => OfText(x => v.StartsWith(x.Text!, StringComparison.Ordinal))),
        Gen.ListOf(Gen.Elements(Pools.Texts), 3).Select(v => OfText(x => v.Contains(x.Text!))),
        Gen.ArrayOf(Gen.Elements(Pools.Texts), 2).Select(v => OfText(x => x.Text!.IsOneOf(v))),
    ];

    private static Gen<Leaf>[] Values() =>
    [
        Of(Pools.Ints, Pools.Ints, (v, w) => Always(x => x.Int + v > w)),
        Of(Pools.Ints, Pools.Ints, (v, w) => Always(x => x.Int - v <= w)),
        Of(Pools.Ints, Pools.Ints, (v, w) => Always(x => x.Int * v == w)),
        Of(Pools.Longs, Pools.Longs, (v, w) => Always(x => x.Long * v < w)),
        Of(Pools.Longs, Pools.Longs, (v, w) => Always(x => x.Int + v != w)),
        Of([1, 2, 3, -5], Pools.Ints, (v, w) => Always(x => x.Int / v == w)),
        Of([1, 2, 3, -5], Small, (v, w) => Always(x => x.Int % v == w)),
        Of([1, 2, 3, -5], Small, (v, w) => new Leaf(x => x.OptInt % v != w, x => x.OptInt is null)),
        Of(Pools.Ints, v => Always(x => -x.Int > v)),
        Of(Small, v => Always(x => (x.Int & 3) == v)),
        Of([0.5, 1.5, -2.0], Pools.Doubles[..6], (v, w) => Always(x => x.Short * v + x.Byte > w)),
        Of([0.5m, 1.5m], Pools.Decimals[..5], (v, w) => Always(x => x.Short - v < w)),
        Of(Pools.Floats, v => Always(x => x.Int > v)),
        Of(Pools.Doubles, v => Always(x => x.Long >= v)),
        Of(Pools.Doubles, v => Always(x => x.Float != v)),
        Gen.Constant(Always(x => x.Int < x.Long)),
        Gen.Constant(Always(x => x.Long == x.Decimal)),
        Gen.Constant(Always(x => x.Int == x.Float)),
        Gen.Constant(Always(x => x.Double > x.Float)),
        Gen.Constant(new Leaf(x => x.Int >= x.OptInt, x => x.OptInt is null)),
        Gen.Constant(new Leaf(x => x.Time != x.OptTime, x => x.OptTime is null)),
        Of(Pools.Ints, v => Always(x => (x.OptInt ?? v) > 0)),
        Of(Pools.Ints, v => Always(x => x.OptInt.GetValueOrDefault() == v)),
        Of(Pools.Ints, v => Always(x => (x.Flag ? x.Int : x.Short) > v)),
        Of(Pools.Ints, v => Always(x => x.Flag ? x.Int > v : x.Byte > v)),
        Of(Pools.Ints, v => Always(x => (x.Int > v) == x.Flag)),
        Of(Pools.Ints, v => Always(x => (x.Int > v) == false)),
        Of(Small, v => Always(x => Math.Abs((int)x.Short) > v)),
        Of(Pools.Doubles, v => Always(x => Math.Floor(x.Double) == v)),
        Of(Pools.Doubles, v => Always(x => Math.Round(x.Double) >= v)),
        Of(Pools.Decimals[..5], v => Always(x => Math.Ceiling(x.Decimal) > v)),
        Of([1, 1999, 2024, 9999], v => Always(x => x.Day.Year == v)),
        Of([1999, 2024], v => Always(x => x.Time < new DateTime(9999, 1, 1) && x.Time.Year == v)),
        Of([0, 22, 23], v => Always(x => x.Instant < new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero) && x.Instant.Hour == v)),
        Of(Pools.Times[..3], v => Always(x => x.Time < new DateTime(9999, 1, 1) && x.Time.Date == v.Date)),
        Gen.ArrayOf(Gen.Elements(Pools.Ints), 3).Select(v => Always(x => v.Contains(x.Int))),
        Gen.ArrayOf(Gen.Elements(Pools.Longs), 3).Select(v => Always(x => v.Contains(x.Int))),
        Gen.ArrayOf(Gen.Elements(Pools.Hues), 2).Select(v => new Leaf(x => x.OptHue!.Value.In(v), x => x.OptHue is null, false)),
        Gen.ArrayOf(Gen.Elements(Pools.Times), 2).Select(v => Always(x => v.Contains(x.Time))),
        Gen.ArrayOf(Gen.Elements(Pools.Days), 2).Select(v => Always(x => v.Contains(x.Day))),
        Gen.ArrayOf(Gen.Elements(Pools.Spans), 2).Select(v => Always(x => v.Contains(x.Span))),
        Gen.ArrayOf(Gen.Elements(Pools.Guids), 2).Select(v => Always(x => v.Contains(x.Guid))),
        Gen.ArrayOf(Gen.Elements(Pools.Letters), 2).Select(v => Always(x => v.Contains(x.Letter))),
    ];

    private static Leaf OfText(System.Linq.Expressions.Expression<Func<Specimen, bool>> condition) => new(condition, x => x.Text is null);
}

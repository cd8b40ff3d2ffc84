using FsCheck;
using FsCheck.Fluent;
using Marten;

namespace MartenFacts.Differential;

/// <summary>Conditions on collections and dictionaries.</summary>
internal static partial class Leaves
{
    private static Gen<Leaf>[] Collections() =>
    [
        Of(Pools.Texts, v => new Leaf(x => x.Tags!.Contains(v), x => x.Tags is null, false)),
        Of(Pools.Texts, v => new Leaf(x => x.Tags!.Any(t => t == v), x => x.Tags is null, false)),
        Of(Pools.Texts, v => new Leaf(x => x.Tags!.Any(t => t != v), x => x.Tags is null, false)),
        Of(Pools.Texts, v => new Leaf(x => x.Tags!.All(t => t != v), x => x.Tags is null, true)),
        Of(Pools.Texts, v => new Leaf(x => x.Tags!.Any(t => t != null && t.StartsWith(v)), x => x.Tags is null, false)),
        Of(Pools.Texts, Small, (v, n) => new Leaf(x => x.Tags!.Count(t => t == v) == n, x => x.Tags is null, n == 0)),
        Gen.Constant(new Leaf(x => x.Tags!.Any(t => t == null), x => x.Tags is null, false)),
        Gen.Constant(new Leaf(x => x.Tags!.Any(t => t == x.Text), x => x.Tags is null, false)),
        Gen.Constant(new Leaf(x => x.Tags!.Contains(x.Other), x => x.Tags is null, false)),
        Gen.Constant(new Leaf(x => x.Tags!.Any(), x => x.Tags is null, false)),
        Gen.Constant(new Leaf(x => x.Tags!.IsEmpty(), x => x.Tags is null, true)),
        Of(Small, n => new Leaf(x => x.Tags!.Count > n, x => x.Tags is null)),
        Of(Pools.Texts, v => new Leaf(x => x.Tags!.First() == v, x => x.Tags is null or [] || x.Tags[0] is null)),
        Of(Pools.Texts, v => new Leaf(x => x.Tags!.Last() != v, x => x.Tags is null or [] || x.Tags[^1] is null)),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.Contains(v), x => x.Numbers is null, false)),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.Any(n => n > v), x => x.Numbers is null, false)),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.All(n => n <= v), x => x.Numbers is null, true)),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.Any(n => n == x.Int || n == v), x => x.Numbers is null, false)),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.Length > 1 && x.Numbers[1] == v, x => x.Numbers is null)),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.Sum(n => (long)n) > v, x => x.Numbers is null, 0 > v)),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.Max() >= v, x => x.Numbers is null or [])),
        Of(Pools.Doubles, v => new Leaf(x => x.Numbers!.Average() < v, x => x.Numbers is null or [])),
        Of(Pools.Ints, v => new Leaf(x => x.Numbers!.Where(n => n > v).Any(), x => x.Numbers is null, false)),
        Gen.ArrayOf(Gen.Elements(Pools.Ints), 3).Select(v => new Leaf(x => x.Numbers!.IsSubsetOf(v), x => x.Numbers is null)),
        Gen.ArrayOf(Gen.Elements(Pools.Ints), 1).Select(v => new Leaf(x => x.Numbers!.IsSupersetOf(v), x => x.Numbers is null)),
        Gen.ArrayOf(Gen.Elements(Pools.Ints), 2).Select(v => new Leaf(x => x.Numbers!.Any(n => v.Contains(n)), x => x.Numbers is null, false)),
        Of(Pools.Doubles, v => new Leaf(x => x.Doubles!.Contains(v), x => x.Doubles is null, false)),
        Of(Pools.Times, v => new Leaf(x => x.Times!.Contains(v), x => x.Times is null, false)),
        Of(Pools.Times, v => new Leaf(x => x.Times!.Any(t => t < v), x => x.Times is null, false)),
        Of(Pools.Hues, v => new Leaf(x => x.Hues!.Contains(v), x => x.Hues is null, false)),
        Of(Pools.Hues, v => new Leaf(x => x.Hues!.All(h => h == v), x => x.Hues is null, true)),
    ];

    private static Gen<Leaf>[] Objects() =>
    [
        Of(Pools.Texts[..8], v => OfParts(x => x.Parts!.Any(p => p.Name == v))),
        Of(Pools.Texts[..8], v => OfParts(x => x.Parts!.Any(p => p.Name != v))),
        Of(Pools.Texts[..8], Small, (v, n) => OfParts(x => x.Parts!.Any(p => p.Name == v && p.Number == n))),
        Of(Pools.Texts[..8], Small, (v, n) => OfParts(x => x.Parts!.Any(p => p.Name == v || p.Number == n))),
        Of(Pools.Texts[..8], Small, (v, n) => OfParts(x => x.Parts!.Any(p => p.Name == v && p.Number > n))),
        Of(Pools.Texts[..8], Small, (v, n) => OfParts(x => x.Parts!.Any(p => !(p.Name == v && p.Number > n)))),
        Of(Pools.Hues, v => OfParts(x => x.Parts!.Any(p => p.Hue == v && p.Flag))),
        Of(Pools.Times, v => OfParts(x => x.Parts!.Any(p => p.Time == v))),
        Of(Pools.Texts[..8], v => OfParts(x => x.Parts!.Any(p => p.Deeper != null && p.Deeper.Name == v))),
        Of(Pools.Texts[..8], v => OfParts(x => x.Parts!.Any(p => p.Tags != null && p.Tags.Any(t => t == v)))),
        Of(Pools.Texts[..8], v => OfParts(x => x.Parts!.Any(p => p.Tags != null && p.Tags.Any(t => t == p.Name || t == v) && p.Flag))),
        Of(Small, v => OfParts(x => x.Parts!.Any(p => p.Number == x.Int || p.Number == v))),
        Gen.Constant(OfParts(x => x.Parts!.Any(p => p.Number == null))),
        Gen.Constant(OfParts(x => x.Parts!.Any())),
        Of(Small, v => new Leaf(x => x.Parts!.All(p => p.Number > v), x => x.Parts is null, true)),
        Of(Small, v => new Leaf(x => x.Parts!.All(p => !(p.Number > v)), x => x.Parts is null, true)),
        Of(Small, Small, (v, n) => new Leaf(x => x.Parts!.Count(p => p.Number >= v) > n, x => x.Parts is null, 0 > n)),
        Of(Small, v => new Leaf(x => x.Parts!.Sum(p => p.Number) > v, x => x.Parts is null, 0 > v)),
        Of(Pools.Texts[..8], v => OfParts(x => x.Parts!.Select(p => p.Name).Contains(v))),
    ];

    private static Gen<Leaf>[] Dictionaries() =>
    [
        Of(Pools.Texts, v => OfScores(x => x.Scores!.ContainsKey(v))),
        Of(Pools.Texts, v => OfScores(x => x.Scores!.Keys.Contains(v))),
        Of(Pools.Texts, v => OfScores(x => x.Scores!.Any(p => p.Key == v))),
        Of(Pools.Texts, Pools.Ints, (v, n) => OfScores(x => x.Scores!.Any(p => p.Key != v && p.Value > n))),
        Of(Pools.Ints, v => OfScores(x => x.Scores!.Values.Contains(v))),
        Of(Pools.Ints, v => OfScores(x => x.Scores!.ContainsValue(v))),
        Of(Pools.Ints, v => OfScores(x => x.Scores!.Values.Any(n => n > v))),
        Of(Pools.Texts, Pools.Ints, (k, v) => new Leaf(x => x.Scores![k] >= v, x => x.Scores?.ContainsKey(k) != true)),
        Of(Small, n => new Leaf(x => x.Scores!.Count == n, x => x.Scores is null)),
    ];

    private static Leaf OfParts(System.Linq.Expressions.Expression<Func<Specimen, bool>> condition) => new(condition, x => x.Parts is null, false);

    private static Leaf OfScores(System.Linq.Expressions.Expression<Func<Specimen, bool>> condition) => new(condition, x => x.Scores is null, false);
}

using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using global::Marten;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>Predicates that mean in SQL exactly what they mean in memory, named by their source text.</summary>
public static class Predicates
{
    private static readonly Dictionary<string, Expression<Func<Sample, bool>>> _all = Make();

    public static IReadOnlyDictionary<string, Expression<Func<Sample, bool>>> All => _all;

    public static TheoryData<string> Names => [.. _all.Keys];

    private static Dictionary<string, Expression<Func<Sample, bool>>> Make()
    {
        var all = new Dictionary<string, Expression<Func<Sample, bool>>>();
        var three = 3;
        int? none = null;
        string? noText = null;
        var instant = new DateTimeOffset(2024, 1, 1, 20, 0, 0, TimeSpan.FromHours(2));
        var guid = new Guid(3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        int[] ints = [1, 2, -5];
        List<string?> texts = ["abc", "'", "🎉"];
        HashSet<long> longs = [0, 1_000_000_000L, long.MaxValue];
        IEnumerable<Guid> guids = [guid];
        var shades = new[] { Shade.Dark, Shade.None };
        var holder = new { Deep = new { Value = 2 } };

        Add(x => true);
        Add(x => x.Int == 3);
        Add(x => x.Int == three);
        Add(x => three == x.Int);
        Add(x => x.Int != three);
        Add(x => x.Int > three && x.Long > 0);
        Add(x => 2 < x.Int || x.Int <= -4);
        Add(x => !(x.Int == 3));
        Add(x => !(x.Int > 2));
        Add(x => !(x.Int > 2 || x.Flag));
        Add(x => x.Int == holder.Deep.Value);
        Add(x => x.Int == ints[1]);
        Add(x => x.Int == Math.Max(1, three));
        Add(x => x.Int % 2 == 0);
        Add(x => x.Int < x.OptInt);
        Add(x => x.Int == x.Long);
        Add(x => x.OptInt == 3);
        Add(x => x.OptInt == null);
        Add(x => x.OptInt != null);
        Add(x => x.OptInt == none);
        Add(x => x.OptInt > none);
        Add(x => x.OptInt.HasValue);
        Add(x => !x.OptInt.HasValue);
        Add(x => x.OptInt.HasValue && x.OptInt.Value > 2);
        Add(x => x.OptLong >= 10L);
        Add(x => x.Long == long.MaxValue);
        Add(x => x.Long == long.MinValue);
        Add(x => x.Short < -3);
        Add(x => x.Byte == 8);
        Add(x => x.Byte > 200);
        Add(x => x.UInt == uint.MaxValue);
        Add(x => x.ULong == ulong.MaxValue);
        Add(x => x.ULong > 50);
        Add(x => x.Decimal == 1.25m);
        Add(x => x.OptDecimal < -1m);
        Add(x => x.Double >= 2.125);
        Add(x => x.Float == 1.25f);
        Add(x => x.Float > 3.3);
        Add(x => x.Flag);
        Add(x => !x.Flag);
        Add(x => x.Flag == true);
        Add(x => x.Flag == false);
        Add(x => x.Flag != true);
        Add(x => x.OptFlag == true);
        Add(x => x.OptFlag != true);
        Add(x => x.OptFlag == null);
        Add(x => x.Letter == 'c');
        Add(x => x.Letter != 'c');
        Add(x => x.Guid == guid);
        Add(x => x.OptGuid == null);
        Add(x => x.OptGuid == Guid.Empty);
        Add(x => x.Shade == Shade.Dark);
        Add(x => x.Shade != Shade.Light);
        Add(x => x.OptShade == Shade.Dark);
        Add(x => x.OptShade == null);
        Add(x => x.Time > new DateTime(2024, 1, 20));
        Add(x => x.Time == new DateTime(2024, 1, 1, 12, 0, 0));
        Add(x => x.OptTime < new DateTime(2024, 6, 2));
        Add(x => x.Instant == instant);
        Add(x => x.Instant >= instant);
        Add(x => x.OptInstant < instant);
        Add(x => x.Day == new DateOnly(2024, 1, 5));
        Add(x => x.Clock > new TimeOnly(12, 0));
        Add(x => x.Span >= TimeSpan.FromHours(30));
        Add(x => x.Text == "abc");
        Add(x => x.Text == noText);
        Add(x => x.Text != null);
        Add(x => x.Text == "");
        Add(x => x.Renamed == "renamed1");
        Add(x => x.Inner != null && x.Inner.Number == 3);
        Add(x => x.Inner == null);
        Add(x => x.Inner != null && x.Inner.Deeper != null && x.Inner.Deeper.Name == "deep1");
        Add(x => ints.Contains(x.Int));
        Add(x => !ints.Contains(x.Int));
        Add(x => new[] { 1, 2 }.Contains(x.Int));
        Add(x => new List<int> { 1, three }.Contains(x.Int));
        Add(x => Enumerable.Contains(ints, x.Int));
        Add(x => texts.Contains(x.Text));
        Add(x => longs.Contains(x.Long));
        Add(x => longs.Contains(x.Int));
        Add(x => guids.Contains(x.Guid));
        Add(x => shades.Contains(x.Shade));
        Add(x => x.Shade.In(Shade.Dark));
        Add(x => x.Int.IsOneOf(1, 2));
        Add(x => x.Int.IsOneOf(ints));
        Add(x => Array.Empty<int>().Contains(x.Int));
        Add(x => !new int[0].Contains(x.Int));
        Add(x => x.Int.Equals(3));
        Add(x => x.Int.CompareTo(2) > 0);
        Add(x => x.Tags.Contains("tag1"));
        Add(x => x.Tags.Any(t => t == "tag1"));
        Add(x => x.Tags.Any());
        Add(x => !x.Tags.Any());
        Add(x => x.Tags.IsEmpty());
        Add(x => x.Tags.Count == 2);
        Add(x => x.Tags.Count() > 2);
        Add(x => x.Tags.Any(t => t.StartsWith("tag") && t != "tag1"));
        Add(x => x.Tags.All(t => t != "tag1"));
        Add(x => x.Tags.Any(t => texts.Contains(t)));
        Add(x => x.Tags.Count(t => t == "tag1") == 1);
        Add(x => x.Numbers != null && x.Numbers.Contains(3));
        Add(x => x.Numbers != null && x.Numbers.Any(n => n > 2));
        Add(x => x.Numbers != null && x.Numbers.Length == 4);
        Add(x => x.Numbers != null && x.Numbers.IsSupersetOf(1, 2));
        Add(x => x.Numbers != null && x.Numbers.IsSubsetOf(0, 1, 2));
        Add(x => x.Numbers != null && x.Numbers.Length > 1 && x.Numbers[1] == 1);
        Add(x => x.Parts != null && x.Parts.Any(p => p.Name == "part1" && p.Number > 20));
        Add(x => x.Parts != null && x.Parts.Any(p => p.Number == x.Id));
        Add(x => x.Scores.ContainsKey("it's"));
        Add(x => x.Scores.ContainsKey("one") && x.Scores["one"] > 20);
        Add(x => x.Scores.Count == 2);
        Add(x => (x.Int > 2) == true);
        Add(x => (x.Int > 2) == false);
        Add(x => string.IsNullOrEmpty(x.Text));
        Add(x => string.IsNullOrWhiteSpace(x.Text));
        Add(x => !string.IsNullOrWhiteSpace(x.Text));
        Add(x => x.Id == 5 || x.Id == 6 && x.Int > -100);
        Add(x => (x.Id == 5 || x.Id == 6) && x.Flag);
        foreach (var text in SampleData.Texts)
        {
            if (text is null) continue;
            Add(x => x.Text == text, text);
            Add(x => x.Text != null && x.Text.Contains(text), text);
            Add(x => x.Text != null && x.Text.StartsWith(text, StringComparison.Ordinal), text);
            Add(x => x.Text != null && x.Text.EndsWith(text, StringComparison.Ordinal), text);
            Add(x => x.Text != null && x.Text.Contains(text, StringComparison.OrdinalIgnoreCase), text);
            Add(x => x.Text != null && x.Text.Equals(text, StringComparison.OrdinalIgnoreCase), text);
            Add(x => x.Text != null && x.Text.ToLower() == text, text);
            Add(x => x.Text != null && x.Text.ToUpper() == text, text);
            Add(x => x.Text != null && x.Text.Trim() == text, text);
            Add(x => x.Tags.Contains(text), text);
            Add(x => x.Inner != null && x.Inner.Name == text, text);
            Add(x => new[] { text, "abc" }.Contains(x.Text), text);
        }

        return all;

        void Add(Expression<Func<Sample, bool>> predicate, string? value = null, [CallerArgumentExpression(nameof(predicate))] string source = "") =>
            all.Add(value is null ? source : $"{source} for {System.Text.Json.JsonSerializer.Serialize(value)}", predicate);
    }
}

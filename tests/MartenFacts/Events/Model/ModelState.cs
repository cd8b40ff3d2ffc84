using System.Globalization;

namespace MartenFacts.Events.Model;

/// <summary>What a stream's events come to, and the version that the document says.</summary>
internal sealed record ModelState(string Owner, decimal Amount, int Count, long Version)
{
    internal static ModelState? Fold(ModelState? state, IEnumerable<object> events) => events.Aggregate(state, Apply);

    /// <summary>Whether an event changes a state.</summary>
    internal static bool Concerns(object e) => e is not Noted;

    internal static string Show(ModelState? state, bool withVersion = true) => state is null ? "none" : state.Show(withVersion);

    internal static string Show(Tally? tally, bool withVersion = true) =>
        Show(tally is null ? null : new ModelState(tally.Owner, tally.Amount, tally.Count, tally.Version), withVersion);

    private static ModelState? Apply(ModelState? state, object e)
    {
        if (e is Closed) return null;
        if (!Concerns(e)) return state;
        var before = state ?? new ModelState("", 0, 0, 0);
        var after = before with { Count = before.Count + 1 };
        return e switch
        {
            Opened opened => after with { Owner = opened.Owner },
            Deposited deposited => after with { Amount = before.Amount + deposited.Amount },
            Withdrawn withdrawn => after with { Amount = before.Amount - withdrawn.Amount },
            _ => throw new ArgumentException($"No such event: {e}"),
        };
    }

    private string Show(bool withVersion) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Owner.Length == 0 ? "nobody" : Owner)} {Amount} of {Count}") + (withVersion ? $" at {Version}" : "");
}

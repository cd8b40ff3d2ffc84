using Marten.Events.Aggregation;

namespace MartenFacts.Events.Composite;

public class Card
{
    public Guid Id { get; set; }

    public int Points { get; set; }
}

/// <summary>A card too, which is stored by itself.</summary>
public sealed class GoldCard : Card;

public sealed class CardProjection : SingleStreamProjection<Card, Guid>
{
    public static void Apply(Paid e, Card card) => card.Points += e.Amount;
}

public sealed class GoldCardProjection : SingleStreamProjection<GoldCard, Guid>
{
    public static void Apply(Paid e, GoldCard card) => card.Points += 10 * e.Amount;
}

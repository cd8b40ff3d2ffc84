namespace MartenFacts.Events.Model;

public sealed partial class GuidTally : Tally
{
    public Guid Id { get; set; }
}

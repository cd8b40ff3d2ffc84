namespace MartenFacts.Events.Model;

public sealed partial class KeyTally : Tally
{
    public string Id { get; set; } = "";
}

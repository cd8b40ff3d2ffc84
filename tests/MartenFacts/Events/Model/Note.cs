namespace MartenFacts.Events.Model;

/// <summary>An ordinary document of the saves that append.</summary>
public sealed class Note
{
    public Guid Id { get; set; }
}

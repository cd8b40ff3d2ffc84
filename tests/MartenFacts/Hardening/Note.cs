namespace MartenFacts.Hardening;

public class Note
{
    public Guid Id { get; set; }

    public string Text { get; set; } = "";

    public int Number { get; set; }
}

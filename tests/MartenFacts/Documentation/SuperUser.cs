namespace MartenFacts.Documentation;

public class SuperUser : User
{
    public string Role { get; set; } = "";
}

namespace MartenFacts.Documentation;

public class AdminUser : User
{
    public string Region { get; set; } = "";
}

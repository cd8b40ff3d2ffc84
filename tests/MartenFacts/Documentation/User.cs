namespace MartenFacts.Documentation;

public class User
{
    public Guid Id { get; set; }

    public string UserName { get; set; } = "";

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public int Age { get; set; }

    public bool Internal { get; set; }

    public string[] Roles { get; set; } = [];
}

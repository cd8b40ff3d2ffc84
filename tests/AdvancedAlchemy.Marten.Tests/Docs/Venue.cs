namespace AdvancedAlchemy.Marten.Tests.Docs;

#region venue
public partial class Venue : UuidDocument, ISlugged
{
    public string City { get; set; } = "";

    public string Hall { get; set; } = "";

    string ISlugged.SlugSource => $"{City} {Hall}";
}
#endregion

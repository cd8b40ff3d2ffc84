namespace AdvancedAlchemy.Marten.Tests.Mixins;

#region own
public partial class Lecture : UuidDocument, ISlugged, IUserAudited
{
    public string Speaker { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Slug { get; set; } = "draft";

    string ISlugged.SlugSource => $"{Speaker} {Subject}";
}
#endregion

namespace AdvancedAlchemy.Marten.Tests.Docs;

#region lesson
public partial class Lesson : UuidDocument, ISlugged
{
    [SlugScope]
    public Guid CourseId { get; set; }

    public string Title { get; set; } = "";
}
#endregion

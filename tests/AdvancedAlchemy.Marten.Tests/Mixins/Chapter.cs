namespace AdvancedAlchemy.Marten.Tests.Mixins;

public abstract partial class Text : DefaultDocument, IAudited
{
    public Guid Id { get; set; }

    public string Body { get; set; } = "";
}

#region loaded
public class Chapter : Text
{
    private int _words;

    public int Words() => _words;

    protected override void OnDeserialized()
    {
        base.OnDeserialized();
        _words = Body.Split(' ').Length;
    }
}
#endregion

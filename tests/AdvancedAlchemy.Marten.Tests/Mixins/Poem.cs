using System.Text.Json.Serialization;

namespace AdvancedAlchemy.Marten.Tests.Mixins;

#region settle
public partial class Poem : UuidDocument, IAudited, IStamped, IJsonOnDeserialized
{
    private int _lines;

    public string Body { get; set; } = "";

    public int Lines() => _lines;

    void IJsonOnDeserialized.OnDeserialized()
    {
        ((IStamped)this).Stamps.Settle();
        _lines = Body.Split('\n').Length;
    }
}
#endregion

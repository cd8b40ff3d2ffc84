using Weasel.Core;

namespace Weasel.Postgresql.Tables;

/// <summary>A foreign key of a table.</summary>
public class ForeignKey : ForeignKeyBase
{
    public ForeignKey(string name) : base(name)
    {
    }

#pragma warning disable CS0618 // Marten's own older form of DeleteAction and UpdateAction, which much code still uses
    public CascadeAction OnDelete
    {
        get => Enum.Parse<CascadeAction>(DeleteAction.ToString());
        set => DeleteAction = Enum.Parse<Core.CascadeAction>(value.ToString());
    }

    public CascadeAction OnUpdate
    {
        get => Enum.Parse<CascadeAction>(UpdateAction.ToString());
        set => UpdateAction = Enum.Parse<Core.CascadeAction>(value.ToString());
    }
#pragma warning restore CS0618

    public override string[] ColumnNames { get; set; } = [];

    public override string[] LinkedNames { get; set; } = [];
}

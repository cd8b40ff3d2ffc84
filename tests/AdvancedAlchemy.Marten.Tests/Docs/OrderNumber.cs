namespace AdvancedAlchemy.Marten.Tests.Docs;

#region generator
public readonly struct OrderNumber : IIdGenerator<string>
{
    public static string NewId() => "O-" + NanoId.NewId(10, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ");
}
#endregion

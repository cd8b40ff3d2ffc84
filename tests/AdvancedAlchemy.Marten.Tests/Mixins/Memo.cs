using JasperFx;

namespace AdvancedAlchemy.Marten.Tests.Mixins;

#region record
public partial record Memo(string Title) : ISlugged, IAudited, IUserAudited, IRevisioned
{
    public Guid Id { get; set; }
}
#endregion

using System.Data.Common;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Makes the save fail, so that Marten rolls its transaction back as after any failure.</summary>
internal sealed class LinkRefusal(SessionState state, LinkException exception) : SaveOperation(state)
{
    public override Type DocumentType => exception.OwnerType;

    public override Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (IsCurrent) exceptions.Add(exception);
        return Task.CompletedTask;
    }

    protected override void Configure(ICommandBuilder builder) => builder.Append("select 0 where false");
}

using System.Data.Common;
using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Serialization;

namespace Marten.Events;

/// <summary>How events of one type are stored and read.</summary>
public class EventMapping<T> : EventMapping where T : class
{
    private readonly DocumentCodec<T> _codec;

    public EventMapping(EventGraph parent) : base(parent, typeof(T)) => _codec = new DocumentCodec<T>(parent.Serializer);

    public override IEvent Wrap(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new Event<T>((T)data) { EventTypeName = EventTypeName, DotNetTypeName = DotNetTypeName };
    }

    internal override ReadOnlyMemory<byte> Write(IEvent e, BodyWriter bodies) => _codec.Write((T)e.Data, bodies);

    internal override IEvent Read(DbDataReader reader, int index) => new Event<T>(_codec.ReadSmall(reader, index));
}

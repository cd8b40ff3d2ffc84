using System.Reflection;
using Marten;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Stamps the owners that a cascade changes: in the body, and in the columns that keep the stamps as well.</summary>
internal sealed class LinkTouch
{
    private readonly DocumentTable _owner;
    private readonly List<(PropertyInfo Member, string Json, object Value)> _stamps = [];

    private LinkTouch(DocumentTable owner) => _owner = owner;

    /// <summary>Null where the owners have no stamps of what is known.</summary>
    public static LinkTouch? Of(DocumentTable owner, Type type, ISerializer serializer, Stamper stamper)
    {
        LinkTouch touch = new(owner);
        var (now, user) = stamper.Values;
        if (typeof(IAudited).IsAssignableFrom(type)) touch.Add(type, nameof(IAudited.UpdatedAt), now, serializer);
        if (user is not null && typeof(IUserAudited).IsAssignableFrom(type)) touch.Add(type, nameof(IUserAudited.UpdatedBy), user, serializer);
        return touch._stamps.Count == 0 ? null : touch;
    }

    public void AppendStart(ICommandBuilder builder)
    {
        foreach (var _ in _stamps) builder.Append("jsonb_set(");
    }

    public void AppendEnd(ICommandBuilder builder)
    {
        foreach (var (member, json, _) in _stamps)
        {
            builder.Append($", array[{LinkRows.Quoted(_owner.KeyOf(member))}], ");
            builder.AppendParameter(json);
            builder.Append("::jsonb)");
        }

        foreach (var (member, _, value) in _stamps)
        {
            foreach (var field in _owner.Mapping.DuplicatedFields)
            {
                if (field.Members is not [var kept] || kept.Name != member.Name) continue;
                builder.Append($", {field.ColumnName} = ");
                builder.AppendParameter(value);
            }
        }
    }

    // what is implemented explicitly is not in the body
    private void Add(Type type, string name, object value, ISerializer serializer)
    {
        if (type.GetProperty(name) is { } member) _stamps.Add((member, serializer.ToJson(value), value));
    }
}

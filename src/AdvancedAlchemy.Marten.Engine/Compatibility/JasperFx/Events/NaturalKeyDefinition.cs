using System.Reflection;
using Marten.Engine.Documents;

namespace JasperFx.Events;

/// <summary>The natural key of an aggregate, and the events that set it.</summary>
public class NaturalKeyDefinition
{
    private readonly List<NaturalKeySourceProblem> _problems = [];
    private readonly WrappedId? _wrapped;

    /// <param name="aggregateType">The aggregate.</param>
    /// <param name="member">Its property or field with the key.</param>
    public NaturalKeyDefinition(Type aggregateType, MemberInfo member)
    {
        ArgumentNullException.ThrowIfNull(aggregateType);
        ArgumentNullException.ThrowIfNull(member);
        AggregateType = aggregateType;
        Member = member;
        var type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        OuterType = Nullable.GetUnderlyingType(type) ?? type;
        _wrapped = WrappedId.Find(OuterType);
        InnerType = _wrapped?.InnerType ?? OuterType;
    }

    public Type AggregateType { get; }

    public MemberInfo Member { get; }

    /// <summary>The type of the key, which may be one of its own around a value.</summary>
    public Type OuterType { get; }

    /// <summary>The type of the value.</summary>
    public Type InnerType { get; }

    public List<NaturalKeyEventMapping> EventMappings { get; } = [];

    /// <summary>Methods that are marked as sources and cannot be.</summary>
    public IReadOnlyList<NaturalKeySourceProblem> DiscoveryProblems => _problems;

    /// <summary>Whether the key is a Guid, a string, an int or a long, or a type around one of those.</summary>
    public bool IsValid() => WrappedId.IsIdType(InnerType);

    public bool HasMappingFor(Type eventType)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        return EventMappings.Exists(m => m.EventType.IsAssignableFrom(eventType));
    }

    public void AddOrReplaceMapping(Type eventType, Func<IEvent, object?> extractor)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        ArgumentNullException.ThrowIfNull(extractor);
        EventMappings.RemoveAll(m => m.EventType == eventType);
        EventMappings.Add(new NaturalKeyEventMapping(eventType, extractor));
    }

    public void RecordProblem(MethodInfo method, Type eventType, string reason) => _problems.Add(new NaturalKeySourceProblem(method, eventType, reason));

    /// <summary>The value of a key, as it is stored.</summary>
    public object? Unwrap(object? value) => value is null || _wrapped is null || value.GetType() != OuterType ? value : _wrapped.Value.GetValue(value);
}

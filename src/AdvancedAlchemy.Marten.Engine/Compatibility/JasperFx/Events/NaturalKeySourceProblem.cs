using System.Reflection;

namespace JasperFx.Events;

/// <summary>Why a method that is marked as a source of a natural key is none.</summary>
public class NaturalKeySourceProblem(MethodInfo method, Type eventType, string reason)
{
    public MethodInfo Method { get; } = method;

    public Type EventType { get; } = eventType;

    public string Reason { get; } = reason;

    public override string ToString() => $"{Method.DeclaringType?.Name}.{Method.Name}({EventType.Name}): {Reason}";
}

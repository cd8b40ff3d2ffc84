namespace Marten.Engine.Events.Aggregation;

/// <summary>Which of the methods that a projection may override it does.</summary>
internal static class Overrides
{
    internal static bool Has(object projection, string method, params Type[] parameters)
    {
        var found = projection.GetType().GetMethod(method, parameters);
        return found?.DeclaringType is { } declaring && declaring.Assembly != typeof(Overrides).Assembly;
    }
}

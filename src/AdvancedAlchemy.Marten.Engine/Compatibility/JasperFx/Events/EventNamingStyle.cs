namespace JasperFx.Events;

/// <summary>How the name of an event type is made.</summary>
public enum EventNamingStyle
{
    /// <summary>The type's own name: <c>order_placed</c>.</summary>
    ClassicTypeName = 0,

    /// <summary>With the types around it: <c>orders.order_placed</c>.</summary>
    SmarterTypeName = 1,

    /// <summary>With its namespace.</summary>
    FullTypeName = 2,
}

namespace Marten.Exceptions;

/// <summary>A session was opened without a tenant although the store forbids it.</summary>
public class DefaultTenantUsageDisabledException : MartenException
{
    public DefaultTenantUsageDisabledException()
        : base("Default tenant *DEFAULT* usage is disabled. Ensure to create a session by explicitly passing a non-default tenant in the method arg or SessionOptions.")
    {
    }

    public DefaultTenantUsageDisabledException(string message) : base(message)
    {
    }
}

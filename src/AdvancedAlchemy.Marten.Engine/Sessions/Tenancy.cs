namespace Marten.Engine.Sessions;

/// <summary>Tenant ids.</summary>
internal static class Tenancy
{
    internal const string DefaultTenantId = "*DEFAULT*";
}

using System.Net;
using System.Net.Sockets;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>Asks the system for a port that is free now; whoever uses it must still expect to lose it to somebody faster.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

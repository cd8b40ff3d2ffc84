using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marten.Engine.Events.Projections;

/// <summary>The ids of events that a composite projection makes: the same whenever the same is made again, and another one for everything else.</summary>
internal static class MadeEventId
{
    /// <param name="source">The event that it takes the place of.</param>
    /// <param name="about">The type of what it tells of.</param>
    /// <param name="tenantId">The document's tenant.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="place">Where there are several.</param>
    internal static Guid Of(Guid source, Type about, string tenantId, object id, int place = 0)
    {
        var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{source:N}/{place}/{about.FullName}/{tenantId.Length}/{tenantId}/{id}"));
        return new Guid(SHA256.HashData(text).AsSpan(0, 16));
    }
}

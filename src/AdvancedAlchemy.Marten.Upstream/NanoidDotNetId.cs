using NanoidDotNet;

namespace AdvancedAlchemy.Marten.Upstream;

/// <summary>NanoIDs made by NanoidDotNet: <c>class Link : Document&lt;string, NanoidDotNetId&gt;</c>.</summary>
public readonly struct NanoidDotNetId : IIdGenerator<string>
{
    /// <summary>A new id: 21 characters of <c>A-Za-z0-9_-</c>.</summary>
    public static string NewId() => Nanoid.Generate();
}

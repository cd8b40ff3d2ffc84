using System.Reflection;
using Marten.Storage.Metadata;

namespace Marten.Engine.Configuration;

/// <summary>A metadata column; mapping a member to it switches it on, and whatever feature it belongs to.</summary>
internal sealed class DocumentMetadataColumn(string name, string type, Type dotNetType, Action? onMapped)
    : MetadataColumn(name, type, dotNetType)
{
    private MemberInfo? _member;

    public override MemberInfo? Member
    {
        get => _member;
        set
        {
            _member = value;
            if (value is null) return;
            Enabled = true;
            onMapped?.Invoke();
        }
    }

    internal static DocumentMetadataColumn Create(string name, string type, Type dotNetType, bool enabled, Action? onMapped = null) =>
        new(name, type, dotNetType, onMapped) { Enabled = enabled };
}

using System.Reflection;

namespace Marten.Engine.Linq.Translation;

/// <summary>What the parameter of a lambda stands for.</summary>
internal abstract class RowScope
{
    internal abstract SqlValue Self { get; }

    internal abstract SqlValue Member(MemberInfo[] path);
}

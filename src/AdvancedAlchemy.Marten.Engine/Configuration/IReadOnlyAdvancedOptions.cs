using Weasel.Core;
using Weasel.Core.Sequences;

namespace Marten;

/// <summary>The less common settings of a store, read only.</summary>
public interface IReadOnlyAdvancedOptions
{
    IReadOnlyHiloSettings HiloSequenceDefaults { get; }

    bool DefaultTenantUsageEnabled { get; }

    EnumStorage DuplicatedFieldEnumStorage { get; }

    bool UseNGramSearchWithUnaccent { get; }
}

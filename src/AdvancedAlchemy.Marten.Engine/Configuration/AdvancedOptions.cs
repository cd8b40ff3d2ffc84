using Weasel.Core;
using Weasel.Core.Sequences;

namespace Marten;

/// <summary>The less common settings of a store.</summary>
public class AdvancedOptions : IReadOnlyAdvancedOptions
{
    private readonly StoreOptions _options;
    private EnumStorage? _duplicatedFieldEnumStorage;

    internal AdvancedOptions(StoreOptions options)
    {
        _options = options;
    }

    public HiloSettings HiloSequenceDefaults { get; } = new();

    IReadOnlyHiloSettings IReadOnlyAdvancedOptions.HiloSequenceDefaults => HiloSequenceDefaults;

    /// <summary>Whether sessions may be opened without naming a tenant. The default is true.</summary>
    public bool DefaultTenantUsageEnabled { get; set; } = true;

    /// <summary>How duplicated columns keep enums. The default is what the serializer does.</summary>
    public EnumStorage DuplicatedFieldEnumStorage
    {
        get => _duplicatedFieldEnumStorage ?? _options.Serializer().EnumStorage;
        set => _duplicatedFieldEnumStorage = value;
    }

    /// <summary>Whether a duplicated DateTime is a timestamp without time zone. The default is true.</summary>
    public bool DuplicatedFieldUseTimestampWithoutTimeZoneForDateTime { get; set; } = true;

    /// <summary>Whether searches for parts of words see no accents; needs the extension unaccent.</summary>
    public bool UseNGramSearchWithUnaccent { get; set; }

    public void ModifySerializer(Action<ISerializer> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_options.Serializer());
    }
}

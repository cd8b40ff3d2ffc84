using Weasel.Core.Sequences;

namespace Marten.Schema;

/// <summary>Settings of the HiLo sequence of one document type.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class HiloSequenceAttribute : MartenAttribute
{
    private int? _maxLo;

    public int MaxLo
    {
        get => _maxLo ?? 0;
        set => _maxLo = value;
    }

    public string? SequenceName { get; set; }

    public override void Modify(DocumentMapping mapping) => mapping.HiloSettings = new HiloSettings
    {
        MaxLo = _maxLo ?? mapping.StoreOptions.Advanced.HiloSequenceDefaults.MaxLo,
        SequenceName = SequenceName,
        MaxAdvanceToNextHiAttempts = mapping.StoreOptions.Advanced.HiloSequenceDefaults.MaxAdvanceToNextHiAttempts,
    };
}

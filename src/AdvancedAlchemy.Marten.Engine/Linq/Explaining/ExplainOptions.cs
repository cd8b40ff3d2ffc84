using Marten.Linq;

namespace Marten.Engine.Linq.Explaining;

/// <summary>Collects what EXPLAIN is to tell.</summary>
internal sealed class ExplainOptions : IConfigureExplainExpressions
{
    private readonly List<string> _options = ["FORMAT JSON"];

    public IConfigureExplainExpressions Analyze() => With("ANALYZE");

    public IConfigureExplainExpressions Verbose() => With("VERBOSE");

    public IConfigureExplainExpressions Costs() => With("COSTS");

    public IConfigureExplainExpressions Buffers() => With("BUFFERS");

    public IConfigureExplainExpressions Timing() => With("TIMING");

    internal static string Prefix(Action<IConfigureExplainExpressions>? configure)
    {
        var options = new ExplainOptions();
        configure?.Invoke(options);
        return $"EXPLAIN ({string.Join(", ", options._options)}) ";
    }

    private ExplainOptions With(string option)
    {
        if (!_options.Contains(option)) _options.Add(option);
        return this;
    }
}

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Benchmarks;
using Benchmarks.Events;
using Benchmarks.Layer;
using Benchmarks.Quick;

return args switch
{
    ["quick", .. var rest] => await QuickRunner.RunAsync(rest),
    ["layer", .. var rest] => await LayerRunner.RunAsync(rest),
    ["events", .. var rest] => await EventsRunner.RunAsync(rest),
    ["growth"] => await GrowthRunner.RunAsync(),
    ["shapes"] => await ShapeRunner.RunAsync(),
    _ => RunAll(args),
};

// In this process: a project that BenchmarkDotNet generates would be built by this repository's rules, and fail by them.
static int RunAll(string[] args)
{
    var config = ManualConfig.Create(DefaultConfig.Instance)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40))
        .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance));
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(StoreBenchmarks).Assembly).Run(args, config);
    return summaries.All(s => s.Reports.All(r => r.Success)) ? 0 : 1;
}

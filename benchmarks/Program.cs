using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Quick;

return args switch
{
    ["quick", .. var rest] => await QuickRunner.RunAsync(rest),
    _ => RunAll(args),
};

static int RunAll(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(StoreBenchmarks).Assembly).Run(args);
    return 0;
}

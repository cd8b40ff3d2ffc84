using System.ComponentModel;
using System.Diagnostics;

namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>Runs one command to its end, with its output captured.</summary>
internal static class Command
{
    /// <summary>Runs the command; one that cannot be started is exit code 127, one over its time is exit code 124.</summary>
    public static async Task<CommandResult> RunAsync(IReadOnlyList<string> commandLine, TimeSpan timeout, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using Process process = new() { StartInfo = Describe(commandLine) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new CommandResult(127, "", $"{commandLine[0]}: {e.Message}");
        }

        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(timeout);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return new CommandResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            token.ThrowIfCancellationRequested();
            return new CommandResult(124, "", $"{commandLine[0]} gave no answer within {timeout.TotalSeconds:0.#} s");
        }
    }

    /// <summary>A start description with all three streams redirected, in the root folder: an unprivileged user may not enter ours.</summary>
    public static ProcessStartInfo Describe(IEnumerable<string> commandLine)
    {
        string[] words = [.. commandLine];
        ProcessStartInfo start = new(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory is { Length: > 0 } system ? system : "/")!,
        };
        // Messages are read by this package, and a server must not take its locale from whoever runs the tests.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>The full path of a program on the given <c>PATH</c>, or <see langword="null"/>.</summary>
    public static string? Find(string name, Func<string, string?> environment)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (environment("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }
}

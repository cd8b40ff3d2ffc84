namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>How a command ended.</summary>
internal readonly record struct CommandResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What the command said, for an error message: the last lines, on one line.</summary>
    public string Complaint
    {
        get
        {
            string text = string.IsNullOrWhiteSpace(Error) ? Output : Error;
            string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.Length == 0 ? $"exit code {ExitCode}" : string.Join(" | ", lines.TakeLast(4));
        }
    }
}

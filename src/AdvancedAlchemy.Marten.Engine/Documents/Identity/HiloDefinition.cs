namespace Marten.Engine.Documents;

/// <summary>A HiLo sequence: its row in mt_hilo, how many ids one block has, and how often a lost race is retried.</summary>
internal sealed record HiloDefinition(string EntityName, int MaxLo, int MaxAttempts);

namespace System.Runtime.CompilerServices;

/// <summary>What records ask for, and netstandard2.0 lacks.</summary>
internal static class IsExternalInit;

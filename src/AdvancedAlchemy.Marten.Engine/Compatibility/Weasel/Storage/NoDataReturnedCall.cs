namespace Weasel.Storage;

/// <summary>Marks an operation whose command returns no result set.</summary>
public interface NoDataReturnedCall;

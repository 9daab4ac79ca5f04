namespace Cutover.Crowd;

/// <summary>The serving side could not be read back, so nothing can be said about loss. The message is one sentence.</summary>
public sealed class LedgerException(string message) : Exception(message);

namespace Cutover.Crowd;

/// <summary>A log of operations cannot be trusted or written. The message is one sentence.</summary>
public sealed class OperationLogException(string message) : Exception(message);

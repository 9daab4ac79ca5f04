namespace Cutover.Infra;

/// <summary>A file that should hold a stack's state does not; in one sentence.</summary>
public sealed class StateException(string message, Exception? inner = null) : Exception(message, inner);

namespace Cutover.Engine;

/// <summary>A run cannot be driven with this plan or this estate; the message says what differs and what to do.</summary>
public sealed class RunRefusedException(string message) : Exception(message);

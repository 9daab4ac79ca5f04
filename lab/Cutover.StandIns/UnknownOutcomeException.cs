namespace Cutover.StandIns;

/// <summary>The commit did not answer: the write may be there or not: 500, never 503.</summary>
public sealed class UnknownOutcomeException(Exception inner) : Exception("The commit did not answer; its outcome is unknown.", inner);

namespace Cutover.StandIns;

/// <summary>The request cannot be served now and was not done: 503.</summary>
public sealed class UnavailableException(string message, Exception? cause = null) : Exception(message, cause);

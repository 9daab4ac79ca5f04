namespace Cutover.Redirects;

/// <summary>No script can be made of a site, or none that the plan allows. The message is one sentence, or one for each line in the
/// way.</summary>
public sealed class EdgeRefusedException(string message) : Exception(message);

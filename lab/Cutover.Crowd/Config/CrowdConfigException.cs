namespace Cutover.Crowd;

/// <summary>A crowd's configuration cannot be used. The message is one sentence that says what to mend.</summary>
public sealed class CrowdConfigException(string message) : Exception(message);

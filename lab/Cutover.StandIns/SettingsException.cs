namespace Cutover.StandIns;

/// <summary>The settings file cannot be used; the message is one sentence for the operator.</summary>
public sealed class SettingsException(string message) : Exception(message);

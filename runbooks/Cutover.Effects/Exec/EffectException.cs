namespace Cutover.Effects;

/// <summary>
/// An effect could not do its work. The message is one sentence for people: what, where, what was seen and how to mend it; no secret.
/// </summary>
public sealed class EffectException(string message, Exception? inner = null) : Exception(message, inner);

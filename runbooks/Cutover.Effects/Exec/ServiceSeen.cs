namespace Cutover.Effects;

/// <summary>Whether a service runs.</summary>
public sealed record ServiceSeen(bool Running);

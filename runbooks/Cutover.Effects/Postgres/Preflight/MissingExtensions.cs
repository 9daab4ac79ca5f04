namespace Cutover.Effects;

/// <param name="Missing">Extensions that the old side uses and the new server does not offer.</param>
public sealed record MissingExtensions(IReadOnlyList<string> Missing);

namespace Cutover.Effects;

/// <summary>What a site answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Location">Where it redirects to.</param>
/// <param name="CertificateUntil">When its certificate ends.</param>
public sealed record HttpSeen(int Status, string? Location, DateTimeOffset? CertificateUntil);

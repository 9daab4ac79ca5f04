namespace Cutover.Infra;

/// <summary>An input that differs.</summary>
/// <param name="Path">Where it is, such as inboundRules[2].portRange.</param>
/// <param name="Before">As JSON; null when it was not there.</param>
/// <param name="After">As JSON; null when it is gone.</param>
/// <param name="ForcesReplacement">A change of it makes a new resource.</param>
public sealed record PropertyChange(string Path, string? Before, string? After, bool ForcesReplacement);

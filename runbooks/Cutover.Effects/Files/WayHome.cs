namespace Cutover.Effects;

/// <summary>How files would come back.</summary>
/// <param name="Through">The address that rsync would write to.</param>
public sealed record WayHome(string Through);

namespace Cutover.Effects;

/// <summary>A web server that stands before services and sends each one's requests by its mode.</summary>
public sealed record FrontAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>
    /// The directory with a directory for each service, which holds one empty file whose name is the mode. Renaming it changes the mode
    /// without an instant between; nginx can look for it at each request (<c>if (-f ...)</c>), and needs no reload then.
    /// </summary>
    public required string ModesDirectory { get; init; }

    /// <summary>Makes a changed mode live, for a front that does not look for it at each request.</summary>
    public IReadOnlyList<string> Reload { get; init; } = [];

    /// <summary>
    /// How long the new mode must be seen without a break before it is believed. nginx starts new workers, sleeps 100 ms, and only
    /// then tells the old ones to stop accepting (ngx_msleep in ngx_process_cycle.c), so that both answer side by side for that
    /// long; give 110 ms here where that matters. A front that reads its mode at each request needs none.
    /// </summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.Zero;

    /// <summary>The address:port at which the front listens.</summary>
    public required string ConnectTo { get; init; }

    /// <summary>
    /// For each service the address at which the front says the mode it is in, such as http://www.example.org/.cutover/mode.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Services { get; init; }
}

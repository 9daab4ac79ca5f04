namespace Cutover.Effects;

/// <summary>A web server that stands before services and sends each one's requests by its mode.</summary>
public sealed record FrontAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>The directory with a file service.conf for each service, which holds one line: set $cutover_mode and the mode.</summary>
    public required string ModesDirectory { get; init; }

    /// <summary>Makes changed files live.</summary>
    public required IReadOnlyList<string> Reload { get; init; }

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

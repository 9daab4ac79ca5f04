namespace Cutover.Effects;

/// <summary>A service of one environment and the commands that start it, stop it and tell whether it runs.</summary>
public sealed record ServiceAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>Returns when the service answers.</summary>
    public required IReadOnlyList<string> Start { get; init; }

    /// <summary>Returns when the service is gone.</summary>
    public required IReadOnlyList<string> Stop { get; init; }

    /// <summary>
    /// Exits with 0 where the service runs and with 3 where it is stopped, as the LSB says of init scripts; anything else is unknown. So is
    /// 3 where it prints <c>deactivating</c> or <c>activating</c>, as systemctl is-active does: who is still ending may still write.
    /// </summary>
    public required IReadOnlyList<string> Status { get; init; }

    /// <summary>
    /// How long a start or a stop that is called off halfway may take to come to its end, as a worker that first ends its task does;
    /// nothing is taken back before. Whole seconds. What is still under way then is cut off.
    /// </summary>
    public TimeSpan FinishesWithin { get; init; } = TimeSpan.FromSeconds(15);
}

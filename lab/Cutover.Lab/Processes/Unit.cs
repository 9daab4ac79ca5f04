using System.Text;

namespace Cutover.Lab;

/// <summary>How one process of the lab is run; <c>bin/service</c> reads it as a fragment of shell.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">The program, absolute, and its arguments. It stays in the foreground.</param>
internal sealed record Unit(string Name, IReadOnlyList<string> Command)
{
    /// <summary>
    /// How long a start is waited for until it listens, and then until it answers. The slowest need 5 to 15 s where nothing else runs; one
    /// that ends is seen at once.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Where it listens when it is up; null when it serves nobody.</summary>
    public Address? Listens { get; init; }

    /// <summary>The address of its host; where it listens, unless it does not. Null: where the night is driven from.</summary>
    public string? RunsOn { get => field ?? Listens?.Host; init; }

    /// <summary>The network namespace that is this host, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Checks the configuration before a reload.</summary>
    public IReadOnlyList<string> Check { get; init; } = [];

    /// <summary>Its environment besides PATH, HOME, LANG and CUTOVER_LAB.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The signal that ends it in order.</summary>
    public string StopSignal { get; init; } = "TERM";

    /// <summary>Seconds until it is killed, after the signal.</summary>
    public int StopPatience { get; init; } = 6;

    /// <summary>Whether it makes users of its own in a namespace (user_namespaces(7)), for which newuidmap needs its set-user-ID.</summary>
    public bool OwnUsers { get; init; }

    /// <summary>
    /// Whether nobody waits for it by the millisecond. It goes after those that people wait for: in truth it has a machine of its own.
    /// </summary>
    public bool IsBackground { get; init; }

    /// <summary>The fragment.</summary>
    public string ToShell()
    {
        var shell = new StringBuilder();
        shell.Append("command=(").AppendJoin(' ', Command.Select(Quote)).Append(")\n");
        if (Check.Count > 0)
            shell.Append("check=(").AppendJoin(' ', Check.Select(Quote)).Append(")\n");
        if (Environment.Count > 0)
            shell.Append("environment=(").AppendJoin(' ', Environment.Select(pair => Quote($"{pair.Key}={pair.Value}"))).Append(")\n");
        if (Listens is not null)
            shell.Append("listen=").Append(Quote($"{Listens.Host} {Listens.Port}")).Append('\n');
        if (Namespace is not null)
            shell.Append("namespace=").Append(Namespace).Append('\n');
        if (OwnUsers)
            shell.Append("own_users=1\n");
        if (IsBackground)
            shell.Append("background=1\n");
        shell.Append("patience=").Append((int)Patience.TotalSeconds).Append('\n');
        shell.Append("stop_signal=").Append(StopSignal).Append(" stop_patience=").Append(StopPatience).Append('\n');
        return shell.ToString();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

namespace Cutover.Redirects;

/// <summary>What the script is compiled for.</summary>
public sealed record EdgeOptions
{
    /// <summary>The host names that the script answers for, in lower case; *.name stands for all below. Empty: every name that reaches
    /// it.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The plan whose limits hold.</summary>
    public EdgePlan Plan { get; init; } = EdgePlan.Free;

    /// <summary>How many requests a day the script's routes see; null where nobody has counted, which a plan with a daily limit
    /// refuses.</summary>
    public int? RequestsPerDay { get; init; }

    /// <summary>
    /// Whether the script also gives the answers that the old server gave without a rule: a directory's slash, 404 for %2F, 400 for a
    /// broken
    /// escape. Without them such requests go on to the new side.
    /// </summary>
    public bool ServerAnswers { get; init; } = true;

    /// <summary>Whether lines that may matter and have no form at the edge may be left out, each listed by name, rather than
    /// refused.</summary>
    public bool AllowOmissions { get; init; }

    /// <summary>The address that %{SERVER_ADDR} and address-based virtual hosts see.</summary>
    public string LocalAddress { get; init; } = "127.0.0.1";

    /// <summary>The port that virtual hosts see for http.</summary>
    public int HttpPort { get; init; } = 80;

    /// <summary>The port that virtual hosts see for https.</summary>
    public int HttpsPort { get; init; } = 443;

    /// <summary>The old host's time zone, for %{TIME_HOUR} and its kin.</summary>
    public TimeSpan TimeZone { get; init; } = TimeSpan.Zero;
}

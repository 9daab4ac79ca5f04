namespace Cutover.Redirects;

/// <summary>A Workers plan's limits (developers.cloudflare.com/workers/platform/limits).</summary>
/// <param name="Name">The plan's name.</param>
/// <param name="ScriptBytes">How large a script may be, compressed, in bytes.</param>
/// <param name="RequestsPerDay">How many requests a day scripts may see; null for no limit.</param>
/// <param name="Routes">How many routes a zone may have.</param>
public sealed record EdgePlan(string Name, int ScriptBytes, int? RequestsPerDay, int Routes)
{
    /// <summary>The free plan.</summary>
    public static EdgePlan Free { get; } = new("free", 3 * 1024 * 1024, 100_000, 1000);

    /// <summary>The paid plan.</summary>
    public static EdgePlan Paid { get; } = new("paid", 10 * 1024 * 1024, null, 1000);

    /// <summary>Why the plan is too small for a script, in one sentence, or null.</summary>
    internal string? Refusal(EdgeScript script, int? expected)
    {
        if (script.Compressed > ScriptBytes)
        {
            return $"The script has {script.Compressed} bytes compressed and the {Name} plan allows {ScriptBytes}: "
                + "compile fewer hosts into one script, or take the paid plan.";
        }

        if (script.Routes.Count > Routes)
        {
            return $"The script needs {script.Routes.Count} routes and a zone of the {Name} plan has {Routes}: name fewer hosts.";
        }

        if (RequestsPerDay is not { } most)
        {
            return null;
        }

        if (expected is null)
        {
            return $"The {Name} plan allows {most} requests a day and nobody has said how many the routes will see: "
                + "count them in the old access log (--access-log) or say so (--requests-per-day).";
        }

        return expected <= most ? null
            : $"The routes will see {expected} requests a day and the {Name} plan allows {most}: "
                + "take the paid plan, or serve the hosts that need a whole route in another way.";
    }
}

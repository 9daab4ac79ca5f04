namespace Cutover.Redirects;

/// <summary>What an answer is asked to tell about itself, and to leave aside.</summary>
internal sealed class Trace
{
    /// <summary>Rules that are passed over as if they were not there.</summary>
    internal HashSet<Rule> Without { get; init; } = [];

    /// <summary>The rules that matched on the way, in order.</summary>
    internal List<Rule> Took { get; } = [];
}

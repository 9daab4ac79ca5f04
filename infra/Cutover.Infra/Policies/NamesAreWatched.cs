using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>Every name that people use is asked from outside, every minute.</summary>
public sealed class NamesAreWatched : IPolicy
{
    public string Name => "names-are-watched";

    public string Reason => "A name that nobody watches is reported broken by its users, hours later.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var watched = input.Plan.Of("digitalocean:index/uptimeCheck:UptimeCheck")
            .Where(found => found.Resource.Inputs["enabled"] is not JsonValue enabled || enabled.ToString() != "false")
            .Select(found => Host(found.Resource.Text("target") ?? ""))
            .ToHashSet(StringComparer.Ordinal);
        return from name in PublicNames.Of(input.Plan)
               where !watched.Contains(name.Host)
               select new PolicyFinding(
                   name.Stack, name.Host, $"{name.Host} is public and no uptime check asks for it: add it to monitoring.");
    }

    private static string Host(string target) => Uri.TryCreate(target, UriKind.Absolute, out var url) ? url.Host : target;
}

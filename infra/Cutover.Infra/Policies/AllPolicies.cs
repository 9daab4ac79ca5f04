using System.Collections.Immutable;

namespace Cutover.Infra;

/// <summary>Every policy there is.</summary>
public static class AllPolicies
{
    public static IReadOnlyList<IPolicy> List { get; } =
    [
        new MailThroughSesOnly(), new NoOpenDoors(), new DataIsKept(), new ZoneChangesSlowly(), new MailNamesInOrder(),
        new NamesAreWatched(),
        new SitesHaveBuckets(), new NamesStay(), new TtlsAreLow(), new SecretsStayOut(), new TrafficOnlyFlips(),
    ];

    /// <summary>Everything that breaks any of them, in their order.</summary>
    public static ImmutableArray<BrokenPolicy> Check(PolicyInput input) =>
    [
        .. from policy in List
           from finding in policy.Check(input)
           select new BrokenPolicy(policy.Name, policy.Reason, finding),
    ];
}

namespace Cutover.Rehearsals;

/// <summary>All tests against the two servers, one after the other: timings and roles belong to the servers.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OnTwoServers : ICollectionFixture<TwoServers>
{
    public const string Name = "PostgreSQL";
}

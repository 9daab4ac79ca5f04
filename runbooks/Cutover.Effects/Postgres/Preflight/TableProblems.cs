namespace Cutover.Effects;

/// <summary>What logical replication cannot carry as it is.</summary>
/// <param name="WithoutIdentity">Tables without a key: their updates and deletes would be refused once they are published.</param>
/// <param name="Unlogged">Tables that are not in the WAL.</param>
/// <param name="LargeObjects">How many large objects there are.</param>
/// <param name="Full">Tables with REPLICA IDENTITY FULL: carried, slowly, because each changed row is searched for.</param>
public sealed record TableProblems(
    IReadOnlyList<string> WithoutIdentity, IReadOnlyList<string> Unlogged, long LargeObjects, IReadOnlyList<string> Full);

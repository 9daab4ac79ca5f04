namespace Cutover.Rehearsals;

/// <summary>The tests that share the mail servers, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MailTests : ICollectionFixture<MailServers>
{
    public const string Name = "mail servers";
}

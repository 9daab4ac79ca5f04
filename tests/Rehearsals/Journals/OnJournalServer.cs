namespace Cutover.Rehearsals;

/// <summary>All tests of journals on one server, one after the other: some of them stop it.</summary>
[CollectionDefinition(Name)]
public sealed class OnJournalServer : ICollectionFixture<JournalServer>
{
    public const string Name = "the journals' PostgreSQL";
}

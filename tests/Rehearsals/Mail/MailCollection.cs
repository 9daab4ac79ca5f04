namespace Cutover.Rehearsals;

[CollectionDefinition("mail servers")]
public sealed class MailCollection : ICollectionFixture<MailServers>;

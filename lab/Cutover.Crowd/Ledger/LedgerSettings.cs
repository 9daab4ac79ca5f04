namespace Cutover.Crowd;

/// <summary>What the ledger reads: the crowd's log, and the side that serves after the night.</summary>
/// <param name="Crowd">The crowd's configuration: its log, its resolver, the services' names.</param>
/// <param name="Databases">One for each service whose users wrote something.</param>
public sealed record LedgerSettings(CrowdConfig Crowd, IReadOnlyList<ServingDatabase> Databases)
{
    /// <summary>How many keys of each service are also read by name, as a user reads them.</summary>
    public int SampleSize { get; init; } = 50;

    /// <summary>Chooses the sample.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The files to which schedulers of both sides send; none where no scheduler is watched.</summary>
    public IReadOnlyList<string> Sinks { get; init; } = [];

    /// <summary>
    /// The numbers of the messages that schedulers said they had sent, read before the mailbox: they go on sending.
    /// </summary>
    public IReadOnlyList<long> Sent { get; init; } = [];

    /// <summary>What people's mailbox holds after the night; none where nobody sends mail.</summary>
    public IReadOnlyList<MailboxMessage> Mailbox { get; init; } = [];

    /// <summary>How many messages the mail host bounced.</summary>
    public int Bounced { get; init; }

    /// <summary>The service whose database holds the scheduler's records, and the mail that came to Datatracker.</summary>
    public string SchedulerService { get; init; } = "datatracker";
}

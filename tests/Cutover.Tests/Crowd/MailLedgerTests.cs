using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class MailLedgerTests
{
    private static readonly DateTimeOffset Began = new(2026, 6, 20, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_delay_is_from_the_promise_to_the_first_arrival_and_what_never_came_has_none()
    {
        OperationLog log = new(new LogHeader(Began, 1, Spacing.Even, 1000, ["mail"]),
            [Sent("a", 990, Ending.Acknowledged), Sent("b", 1990, Ending.Acknowledged), Sent("c", 2990, Ending.Acknowledged),
                Sent("d", 3990, Ending.Refused)], null);
        var ledger = MailLedger.Of(log, [("a", Began.AddSeconds(3)), ("a", Began.AddSeconds(9)), ("b", Began.AddSeconds(2.5))], bounced: 1);
        Assert.Equal((3, 2, 1), (ledger.Accepted, ledger.Arrived, ledger.Bounced));
        Assert.Equal(new MailDelay(2, 2), ledger.TrackerDelay);
        Assert.Equal(new MailDelay(0, 0), ledger.PeopleDelay);
    }

    [Theory]
    [InlineData("Message-ID: <k@x>\nSubject: a\n\none\ntwo\n")]
    [InlineData("Received: here\r\nMessage-Id: <k@x>\r\n\r\none\r\ntwo\r\n")]
    public void A_stored_message_is_known_by_its_id_and_its_text_whatever_its_lines_end_with(string stored)
    {
        var message = MailboxMessage.Parse(stored, Began);
        Assert.Equal("k@x", message.Id);
        Assert.Equal(MailErrands.Digest("one\ntwo\n"), message.Digest);
    }

    [Fact]
    public void A_message_that_a_scheduler_sent_is_owed_once()
    {
        MailboxMessage Came(int id) => new($"send-queue-{id}@datatracker.lab.test", "", Began);
        var ledger = OutboundLedger.Of([1, 2, 3], [Came(1), Came(2), Came(2), Came(9)]);
        Assert.Equal(new OutboundLedger(Sent: 3, Lost: 1, Duplicated: 1), ledger);
    }

    private static Operation Sent(string key, double at, Ending ending) =>
        MadeUp.Write(OperationKind.TrackerMail, at, ending) with { Service = "mail", Key = key };
}

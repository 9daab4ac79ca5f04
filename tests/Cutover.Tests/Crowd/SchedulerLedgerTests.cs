using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class SchedulerLedgerTests
{
    [Fact]
    public void One_after_the_other_and_each_message_once_is_well()
    {
        var ledger = SchedulerLedger.Of([1, 2, 3], [2, 3], [Run("new", 11, 20), Run("old", 0, 10)]);

        Assert.Equal((3, 0, 0, 0), (ledger.Sent, ledger.Duplicated, ledger.Missing, ledger.Overlaps));
        Assert.Equal("old, new", string.Join(", ", ledger.Runs.Select(run => run.Host)));
        Assert.Empty(ledger.Findings);
    }

    [Fact]
    public void A_message_in_both_sinks_was_sent_twice()
    {
        var ledger = SchedulerLedger.Of([1, 2, 2, 2], [], []);

        Assert.Equal(2, ledger.Duplicated);
        Assert.Equal(["message 2 was sent 3 times"], ledger.Findings);
    }

    [Fact]
    public void A_message_called_sent_that_no_sink_has_is_missing() =>
        Assert.Equal(["message 7 is called sent and is in no sink"], SchedulerLedger.Of([1], [1, 7], []).Findings);

    [Fact]
    public void Two_alive_at_once_are_named()
    {
        var ledger = SchedulerLedger.Of([], [], [Run("old", 0, 10), Run("new", 10, 20), Run("new", 21, 30)]);

        Assert.Equal(1, ledger.Overlaps);
        Assert.Equal(["the schedulers run-0 on old and run-10 on new were alive at once"], ledger.Findings);
    }

    private static SchedulerRun Run(string host, int from, int to) =>
        new(host, $"run-{from}", DateTimeOffset.UnixEpoch.AddSeconds(from), DateTimeOffset.UnixEpoch.AddSeconds(to));
}

using System.Text.Json;
using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class ServiceAccountsTests
{
    private static readonly Operation[] Operations =
    [
        MadeUp.Plain(0, takes: 900) with { WarmUp = true },
        MadeUp.Plain(1000),
        MadeUp.Plain(1100, status: 503),
        MadeUp.Plain(1200, status: null),
        MadeUp.Plain(1300, takes: 10),
        MadeUp.Plain(1400, takes: 1001),
        MadeUp.Plain(1500, takes: 999),
        MadeUp.Plain(1500, service: "www"),
        MadeUp.Write(OperationKind.EventInsert, 1000, Ending.Acknowledged, "v1"),
        MadeUp.Write(OperationKind.EventUpdate, 1500, Ending.Refused, "v2"),
        MadeUp.Write(OperationKind.EventUpdate, 2500, Ending.Unknown, "v2"),
    ];

    private static readonly ServiceLedger Ledger = ServiceAccounts.Of(
        "datatracker",
        new OperationLog(new LogHeader(DateTimeOffset.UnixEpoch, 1, Spacing.Even, 1000, ["datatracker", "www"]), Operations,
            new LogEnd(MadeUp.Us(1000), MadeUp.Us(3000), Operations.Length, "told to stop")),
        [new KeyVerdict(MadeUp.Key, Lost: true, Duplicated: 2, UnknownPresent: false, RefusedPresent: false, "gone")],
        sampled: 1);

    [Fact]
    public void Counts_come_from_the_operations_of_the_service_alone() =>
        Assert.Equal(
            (10, 4, 1, 1, 1, 0),
            (Ledger.Requests, Ledger.Errors, Ledger.Acknowledged, Ledger.Unknown, Ledger.Late, Ledger.StaleReads));

    [Fact]
    public void Lost_and_duplicated_come_from_what_was_read_back() =>
        Assert.Equal((1, 2, "gone"), (Ledger.Lost, Ledger.Duplicated, Ledger.Findings[0]));

    [Fact]
    public void Outages_are_those_of_reads_and_writes_apart_with_late_answers_as_failures()
    {
        // The gaps around the refused reads and around the late one meet in the good answer at 1310 ms, so they are one.
        Assert.Equal([new OutageSpan(0.005, 1.499, 3)], Ledger.ReadOutages);
        Assert.Equal(1.494, Ledger.ReadOutage);
        Assert.Equal([new OutageSpan(0.01, 2, 2)], Ledger.WriteOutages);
        Assert.Equal(1.99, Ledger.WriteOutage);
    }

    [Fact]
    public void Latency_counts_from_the_intended_time_and_leaves_out_failures_and_the_warm_up() =>
        Assert.Equal(new Latency(10, 1001, 1001, 1001), Ledger.ReadLatency);

    [Fact]
    public void Failures_are_told_by_second_and_kind()
    {
        Assert.Equal([0, 1], Ledger.Failures.Select(second => second.Second));
        Assert.Equal("late 1, no connection 1, status 503 1", Text(Ledger.Failures[0].Reads));
        Assert.Equal("status 503 1", Text(Ledger.Failures[0].Writes));
        Assert.Equal("cut off 1", Text(Ledger.Failures[1].Writes));
    }

    [Fact]
    public void The_report_calls_them_by_their_names()
    {
        var json = JsonSerializer.SerializeToElement(Ledger);

        string[] names =
        [
            "name", "read_outage_s", "write_outage_s", "requests", "errors", "acknowledged", "unknown", "late",
            "stale_reads", "lost", "duplicated",
        ];
        Assert.All(names, name => Assert.True(json.TryGetProperty(name, out _), name));
    }

    private static string Text(IReadOnlyDictionary<string, int> counts) =>
        string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));
}

using System.Text;
using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class OperationLogTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cutover-crowd-");

    private string Log => Path.Combine(_directory.FullName, "crowd.ndjson");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task What_is_written_is_read_back_whole()
    {
        var operation = MadeUp.Write(OperationKind.EventInsert, 5, Ending.Acknowledged, "v1") with
        {
            Error = "said \"no\"\nand ümläuts",
            WarmUp = true,
        };
        await WriteAsync(operation, MadeUp.Plain(7, status: null));

        var log = OperationLog.Read(Log);

        Assert.Equal(7, log.Header.Seed);
        Assert.Equal(["datatracker", "www"], log.Header.Services);
        Assert.Equal([operation, MadeUp.Plain(7, status: null)], log.Operations);
        Assert.Equal(new LogEnd(1, 2, 2, "told to stop"), log.End);
    }

    [Fact]
    public async Task A_torn_last_line_is_left_out_and_the_end_is_missing()
    {
        await WriteAsync(MadeUp.Plain(1), MadeUp.Plain(2), MadeUp.Plain(3));
        var bytes = await File.ReadAllBytesAsync(Log, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var upToThird = lines.Take(3).Sum(line => line.Length + 1);

        // Wherever within the third operation's line the kill fell.
        for (var cut = 0; cut < lines[3].Length; cut++)
        {
            await File.WriteAllBytesAsync(Log, bytes[..(upToThird + cut)], TestContext.Current.CancellationToken);
            var log = OperationLog.Read(Log);
            Assert.Equal([MadeUp.Plain(1), MadeUp.Plain(2)], log.Operations);
            Assert.Null(log.End);
        }
    }

    [Fact]
    public async Task Damage_elsewhere_than_at_the_end_is_named_with_its_line()
    {
        await WriteAsync(MadeUp.Plain(1), MadeUp.Plain(2));
        var lines = await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken);
        lines[1] = lines[1][..20];
        await File.WriteAllLinesAsync(Log, lines, TestContext.Current.CancellationToken);

        Assert.Contains("is damaged in line 2: {\"operation\":", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_taken_out_is_noticed()
    {
        await WriteAsync(MadeUp.Plain(1), MadeUp.Plain(2));
        var lines = await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(Log, lines.Where((_, i) => i != 1), TestContext.Current.CancellationToken);

        Assert.EndsWith("holds 1 operations, its end says 2.", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_crowd_does_not_write_over_a_log()
    {
        await WriteAsync(MadeUp.Plain(1));

        await Assert.ThrowsAsync<OperationLogException>(() => WriteAsync());
        Assert.Single(OperationLog.Read(Log).Operations);
    }

    [Fact]
    public void No_log_and_an_empty_log_are_said_in_a_sentence()
    {
        Assert.Contains("cannot be read", Refused(), StringComparison.Ordinal);
        File.WriteAllText(Log, "");
        Assert.Contains("has no header", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_reach_the_file_within_50_ms_while_the_log_is_open()
    {
        await using var writer = new OperationLogWriter(Log, Header());
        for (var i = 0; i < 20; i++)
        {
            writer.Add(MadeUp.Plain(i));
            var added = TimeProvider.System.GetTimestamp();
            while (OperationLog.Read(Log).Operations.Count <= i)
            {
                // Far more than is promised: other tests share the machine.
                Assert.True(TimeProvider.System.GetElapsedTime(added) < TimeSpan.FromSeconds(10), $"operation {i} is not in the file");
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task A_write_under_way_when_the_crowd_was_killed_may_be_there_or_not()
    {
        var insert = MadeUp.Write(OperationKind.EventInsert, 1, Ending.Acknowledged, "v1");
        var delete = MadeUp.Write(OperationKind.EventDelete, 20, Ending.Unknown, takes: 0);
        await using (var writer = new OperationLogWriter(Log, Header()))
        {
            writer.Announce(insert);
            writer.Add(insert);
            writer.Announce(delete);
        }

        var log = OperationLog.Read(Log);

        Assert.Equal([insert], log.Operations);
        Assert.Equal([delete], log.UnderWay);
        var history = KeyHistory.Of([.. log.Operations, .. log.UnderWay], Family.Event)[MadeUp.Key];
        Assert.Equal(["-", "v1"], history.Allowed().Order(StringComparer.Ordinal));
    }

    private string Refused() => Assert.Throws<OperationLogException>(() => OperationLog.Read(Log)).Message;

    private static LogHeader Header() => new(DateTimeOffset.UnixEpoch, 7, Spacing.Even, 1000, ["datatracker", "www"]);

    private async Task WriteAsync(params Operation[] operations)
    {
        await using var writer = new OperationLogWriter(Log, Header());
        foreach (var operation in operations)
            writer.Add(operation);
        writer.End(1, 2, "told to stop");
    }
}

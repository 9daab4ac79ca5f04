using System.Diagnostics;
using Cutover.Crowd;
using Npgsql;

namespace Cutover.Rehearsals;

public sealed class CrowdTests(CrowdedLab lab, ITestOutputHelper output) : IClassFixture<CrowdedLab>, IDisposable
{
    private const double Scale = 0.4;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cutover-crowd-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_is_killed_for_a_second_is_an_outage_of_a_second_and_every_promise_is_found_again()
    {
        var config = Config();
        using var crowd = new CrowdProcess(config, _directory.FullName);
        await crowd.SeeAsync(live => live.ElapsedSeconds > 3 && live.Services.All(service => service.WritesPerSecond > 0));

        var down = Stopwatch.StartNew();
        lab.ProcessOf("www-old-app").Kill();
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        var atLeast = down.Elapsed.TotalSeconds;
        await lab.StartAsync("www-old-app");
        await crowd.SeeAsync(live => live.Services[1] is { WritesPerSecond: > 0, LastGoodWriteAgoMs: < 300 });
        var atMost = down.Elapsed.TotalSeconds;
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        File.WriteAllText(config.StopFile, "");
        var (code, said) = await crowd.EndAsync();
        Assert.Equal((0, ""), (code, said));

        var report = await Ledger.ReadAsync(lab.Ledger(config), TestContext.Current.CancellationToken);
        var (datatracker, www) = (report.Services[0], report.Services[1]);
        output.WriteLine($"down {atLeast:0.00} to {atMost:0.00}; writes {www.WriteOutage}, reads {www.ReadOutage}; unknown {www.Unknown}");

        // Writes come at least every 180 ms; the rest is for the server to start. A busy machine has outages of its own, but shorter.
        Assert.InRange(Longest(www.WriteOutages), atLeast - 0.5, atMost + 0.5);
        Assert.InRange(Longest(www.ReadOutages), 0.5 * atLeast, atMost + 0.5);
        Assert.True(report.Complete);
        Assert.All(report.Services, service => AssertNothingLost(service));
        Assert.Equal((0, 0), (datatracker.Errors, datatracker.Unknown));
        Assert.True(www.Errors > 0);
        Assert.Equal((0, 0, 0), (report.Scheduler!.Duplicated, report.Scheduler.Missing, report.Scheduler.Overlaps));
        Assert.True(report.Scheduler.Sent > 0);
    }

    [Fact]
    public async Task While_a_server_hangs_the_crowd_keeps_asking_and_counts_from_the_intended_time()
    {
        var config = Config();
        using var crowd = new CrowdProcess(config, _directory.FullName);
        await crowd.SeeAsync(live => live.ElapsedSeconds > 3 && live.Services.All(service => service.WritesPerSecond > 0));

        var app = lab.ProcessOf("www-old-app");
        var from = Stopwatch.StartNew();
        Process.Start("kill", ["-STOP", $"{app.Id}"]).WaitForExit();
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        Process.Start("kill", ["-CONT", $"{app.Id}"]).WaitForExit();
        var hung = from.Elapsed.TotalSeconds;
        await crowd.SeeAsync(live => live.Services[1] is { WritesPerSecond: > 0, LastGoodWriteAgoMs: < 300 });
        var atMost = from.Elapsed.TotalSeconds;
        crowd.Signal("TERM");
        Assert.Equal((0, ""), await crowd.EndAsync());

        var log = OperationLog.Read(config.Log);
        var report = await Ledger.ReadAsync(lab.Ledger(config), TestContext.Current.CancellationToken);
        var www = report.Services[1];
        output.WriteLine(
            $"hung {hung:0.000} to {atMost:0.000} s; late {www.Late}, writes out {www.WriteOutage} s, slowest {www.WriteLatency.Max} ms");

        // Those asked in all but the last second of the hang come too late, and so do those that wait until the server has caught up.
        Assert.InRange(Longest(www.WriteOutages), hung - 1.5, atMost + 0.5);
        Assert.True(www.WriteLatency.Max > (hung - 0.7) * 1000, $"the slowest write took {www.WriteLatency.Max} ms");
        Assert.All(report.Services, service => AssertNothingLost(service));
        Assert.Equal("told to stop", log.End!.Why);

        // The schedule says when they were due, not the server: as many as in any two seconds.
        var due = Timetable.Of(config, TimeSpan.FromSeconds((log.End.At - log.End.From) / 1e6)).Count(each => each.Service.Name == "www");
        Assert.InRange(log.Operations.Count(operation => operation is { Service: "www", WarmUp: false }), due - 10, due);
    }

    [Fact]
    public async Task What_is_taken_away_doubled_or_overwritten_afterwards_the_ledger_finds()
    {
        var config = Config();
        using var crowd = new CrowdProcess(config, _directory.FullName);
        await crowd.SeeAsync(live => live.ElapsedSeconds > 4 && live.Services.All(service => service.WritesPerSecond > 0));
        File.WriteAllText(config.StopFile, "");
        Assert.Equal(0, (await crowd.EndAsync()).Code);
        var log = OperationLog.Read(config.Log);
        var pages = Owed(log, Family.Page, count: 3);
        var drafts = Owed(log, Family.Submission, count: 1);
        var mail = Owed(log, Family.Email, count: 1);

        await using (var www = Source("www"))
        {
            await ExecuteAsync(www, "delete from page where key = $1", Guid.Parse(pages[0]));
            const string Twice = "insert into page (key, slug, title, body) select key, slug, title, body from page where key = $1";
            await ExecuteAsync(www, Twice, Guid.Parse(pages[1]));
            await ExecuteAsync(www, "update page set body = 'an older one' where key = $1", Guid.Parse(pages[2]));
        }

        await using (var datatracker = Source("datatracker"))
            await ExecuteAsync(datatracker, "update ingested_email set message = 'x' where message_id = $1", mail[0]);
        var file = Path.Combine(lab.Estate.OldA, "ietfdata", "doc", "draft", "repository", $"{drafts[0]}-00.xml");
        await File.AppendAllTextAsync(file, "<!-- -->", TestContext.Current.CancellationToken);

        var report = await Ledger.ReadAsync(lab.Ledger(config), TestContext.Current.CancellationToken);
        output.WriteLine(string.Join('\n', report.Services.SelectMany(service => service.Findings)));

        Assert.Equal((2, 1), (report.Services[1].Lost, report.Services[1].Duplicated));
        Assert.Equal((2, 0), (report.Services[0].Lost, report.Services[0].Duplicated));
    }

    [Fact]
    public async Task A_crowd_that_is_killed_leaves_a_log_that_can_be_judged()
    {
        var config = Config();
        using var crowd = new CrowdProcess(config, _directory.FullName);
        await crowd.SeeAsync(live => live.ElapsedSeconds > 3 && live.Services.All(service => service.WritesPerSecond > 0));

        // Writes are asked for, and take place when nobody is left to hear that they did.
        var app = lab.ProcessOf("www-old-app");
        Process.Start("kill", ["-STOP", $"{app.Id}"]).WaitForExit();
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        crowd.Signal("KILL");
        await crowd.EndAsync();
        Process.Start("kill", ["-CONT", $"{app.Id}"]).WaitForExit();
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        var report = await Ledger.ReadAsync(lab.Ledger(config), TestContext.Current.CancellationToken);

        Assert.False(report.Complete);
        var underWay = OperationLog.Read(config.Log).UnderWay;
        Assert.Contains(underWay, write => write.Kind is OperationKind.PageUpdate or OperationKind.PageDelete);
        Assert.All(report.Services, service => Assert.True(service.Acknowledged > 0));
        Assert.All(report.Services, service => AssertNothingLost(service, underWay.Count));
    }

    [Fact]
    public async Task A_crowd_goes_home_when_its_lab_is_gone_and_when_its_time_is_over()
    {
        var gone = Directory.CreateDirectory(Path.Combine(_directory.FullName, "gone")).FullName;
        using (var crowd = new CrowdProcess(lab.Config(gone, Scale, seed: 1), _directory.FullName))
        {
            await crowd.SeeAsync(live => live.ElapsedSeconds > 1);
            Directory.Delete(gone, recursive: true);
            Assert.Equal(0, (await crowd.EndAsync()).Code);
        }

        var config = Config() with { MaximumSeconds = 2 };
        using var brief = new CrowdProcess(config, _directory.FullName);
        Assert.Equal((0, ""), await brief.EndAsync());
        Assert.Equal("its time was over", OperationLog.Read(config.Log).End!.Why);
    }

    private static double Longest(IEnumerable<OutageSpan> outages) =>
        outages.Select(outage => outage.To - outage.From).DefaultIfEmpty().Max();

    private static void AssertNothingLost(ServiceLedger service, int underWay = 0)
    {
        Assert.Empty(service.Findings);
        Assert.Equal(
            (0, 0, 0, 0), (service.Lost, service.Duplicated, service.StaleReads, service.RefusedPresent));
        Assert.True(service.Acknowledged > 0);
        Assert.InRange(service.Keys, 1, service.Acknowledged + service.Unknown + service.Errors + underWay);
    }

    // Keys whose last word is an acknowledged write that should be there.
    private static IReadOnlyList<string> Owed(OperationLog log, Family family, int count)
    {
        IReadOnlyList<string> owed =
        [
            .. KeyHistory.Of(log.Operations, family).Values.Where(history => !history.Allowed().Contains(Operation.Absent))
                .Select(history => history.Key).Take(count),
        ];
        Assert.Equal(count, owed.Count);
        return owed;
    }

    private CrowdConfig Config()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return lab.Config(_directory.FullName, Scale, seed);
    }

    private NpgsqlDataSource Source(string database) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = lab.Estate.Postgres.Old.Host,
        Port = lab.Estate.Postgres.Old.Port,
        Database = database,
        Username = "cutover",
        Passfile = lab.Estate.Postgres.Cutover,
    });

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, object argument)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = argument });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}

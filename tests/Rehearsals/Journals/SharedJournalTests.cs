using System.Diagnostics;
using System.Globalization;
using Cutover.Engine;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>A journal on a server, and what may happen between it and its drivers.</summary>
[Collection(OnJournalServer.Name)]
public sealed class SharedJournalTests(JournalServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_driver_that_is_killed_is_followed_by_another_that_finds_every_event_it_had_been_told_of()
    {
        var at = await server.MakeAsync();
        using var child = JournalChild.Start(at);
        var run = (await child.StandardOutput.ReadLineAsync(Stop))!;
        await using var journal = Open(at);
        Assert.Equal("the child", await journal.DriverAsync(run, Stop));
        var held = await Assert.ThrowsAsync<JournalHeldException>(() => journal.TakeAsync(run, "bob", Stop).AsTask());
        Assert.Equal(
            $"The run '{run}' is driven by the child; wait for it to end, or stop it, and try again. A driver whose machine is gone lets "
            + "go within half a minute.", held.Message);

        await Task.Delay(300, Stop);
        child.Kill();
        var told = (await child.StandardOutput.ReadToEndAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await Cutover.Tests.Eventually.TrueAsync(async () => await journal.DriverAsync(run, Stop) is null);
        Assert.Equal(2, await journal.TakeAsync(run, "bob", Stop));

        var known = int.Parse(told[^1], CultureInfo.InvariantCulture);
        var events = await journal.LoadAsync(run, Stop);
        Assert.InRange(events.Count, known, known + 1);
        await AppendAsync(journal, run, events.Count + 1, 2);
    }

    [Fact]
    public async Task A_driver_whose_connection_was_cut_goes_on_where_nobody_has_taken_over()
    {
        var at = await server.MakeAsync();
        await using var journal = Open(at);
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        await AppendAsync(journal, run, 1, epoch);

        Assert.Equal(1, await server.CutAsync(at.Database));
        await AppendAsync(journal, run, 2, epoch);

        await using var other = Open(at);
        Assert.Equal("ann", await other.DriverAsync(run, Stop));
        await Assert.ThrowsAsync<JournalHeldException>(() => other.TakeAsync(run, "bob", Stop).AsTask());
        Assert.Equal(2, (await other.LoadAsync(run, Stop)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_driver_whose_connection_was_cut_and_whose_run_was_taken_meanwhile_is_refused(bool isTakerThere)
    {
        var at = await server.MakeAsync();
        await using var journal = Open(at);
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        await AppendAsync(journal, run, 1, epoch);

        await server.CutAsync(at.Database);
        await using var other = Open(at);
        await other.TakeAsync(run, "bob", Stop);
        await AppendAsync(other, run, 2, 2);
        if (!isTakerThere)
            await other.DisposeAsync();

        var lost = await Assert.ThrowsAsync<EpochLostException>(() => AppendAsync(journal, run, 2, epoch));
        Assert.Equal($"The run '{run}' was taken over by bob (epoch 2; this driver's is 1); this driver stops.", lost.Message);
        await using var third = Open(at);
        Assert.Equal(2, (await third.LoadAsync(run, Stop)).Count);
    }

    [Fact]
    public async Task Connections_that_are_cut_again_and_again_lose_nothing_and_double_nothing()
    {
        var at = await server.MakeAsync();
        await using var journal = Open(at);
        await WhileAppendingAsync(journal, at, times: 5, async () => await server.CutAsync(at.Database), TimeSpan.FromMilliseconds(15));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_restarts_loses_nothing_and_ends_no_driver_also_one_that_is_gone_at_once(bool isGone)
    {
        var at = await server.MakeAsync();
        await using var journal = Open(at);
        await WhileAppendingAsync(journal, at, times: 2, RestartAsync, TimeSpan.FromSeconds(1));

        async Task RestartAsync()
        {
            if (isGone)
                await server.VanishAsync();
            await server.StopAsync();
            await server.StartAsync();
        }
    }

    [Fact]
    public async Task A_server_that_crashes_loses_nothing_and_ends_no_driver()
    {
        var at = await server.MakeAsync();
        await using var journal = Open(at);
        await WhileAppendingAsync(journal, at, times: 2, KillAsync, TimeSpan.FromSeconds(1));

        // The server ends all its processes when one is killed, and comes back by what is on its disk.
        async Task KillAsync()
        {
            try
            {
                var driver = await server.OneAsync<int>("postgres", "select coalesce(max(pid), 0) from pg_stat_activity where "
                    + $"datname = '{at.Database}' and application_name = 'cutover-journal'");
                if (driver > 0)
                    Process.GetProcessById(driver).Kill();
            }
            catch (Exception failure) when (failure is NpgsqlException or ArgumentException)
            {
                // It is still coming back, or the driver's session has just ended.
            }
        }
    }

    [Fact]
    public async Task A_server_that_stays_away_for_more_than_a_minute_is_said_to_be_away_and_the_journal_goes_on_when_it_is_back()
    {
        var at = await server.MakeAsync();
        await using var journal = PostgresJournal.Open(at, new HastyTime());
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        await AppendAsync(journal, run, 1, epoch);

        await server.StopAsync();
        var began = Stopwatch.GetTimestamp();
        JournalException away;
        TimeSpan waited;
        try
        {
            away = await Assert.ThrowsAsync<JournalException>(() => AppendAsync(journal, run, 2, epoch));
            waited = Stopwatch.GetElapsedTime(began) * HastyTime.Pace;
        }
        finally
        {
            await server.StartAsync();
        }

        Assert.StartsWith($"The journal's server {at.Host}:{at.Port} cannot be reached: ", away.Message, StringComparison.Ordinal);
        Assert.EndsWith("then run the same command again.", away.Message, StringComparison.Ordinal);
        Assert.True(waited > TimeSpan.FromMinutes(1), $"it waited {waited.TotalSeconds:0} s");
        await AppendAsync(journal, run, 2, epoch);
        Assert.Equal(2, (await journal.LoadAsync(run, Stop)).Count);
    }

    [Fact]
    public async Task A_request_that_is_sent_while_connections_are_cut_is_there_once()
    {
        var at = await server.MakeAsync();
        await using var journal = Open(at);
        var run = await CreateAsync(journal);
        for (var i = 0; i < 30; i++)
        {
            var asking = journal.PostAsync(run, new Request(0, RequestKind.Note, $"p{i}"), Stop).AsTask();
            await server.CutAsync(at.Database);
            await asking;
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"p{i}"), (await journal.InboxAsync(run, Stop)).Select(request => request.By));
    }

    [Fact]
    public async Task First_users_who_come_at_once_make_one_journal_and_one_run()
    {
        var at = await server.MakeAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var journal = Open(at);
            try
            {
                return await CreateAsync(journal);
            }
            catch (JournalException refused)
            {
                Assert.Contains("has the unfinished run", refused.Message, StringComparison.Ordinal);
                return null;
            }
        })));

        Assert.Single(runs, run => run is not null);
        await using var again = Open(at);
        Assert.Single(await again.ListAsync(Stop));
    }

    [Fact]
    public async Task To_ask_about_a_run_makes_no_journal()
    {
        var at = await server.MakeAsync();
        await using var journal = Open(at);
        Assert.Empty(await journal.ListAsync(Stop));
        await Assert.ThrowsAsync<JournalException>(() => journal.LoadAsync("lab-1", Stop).AsTask());
        Assert.False(await server.OneAsync<bool>(at.Database, "select to_regnamespace('cutover') is not null"));

        await using var other = Open(at);
        await CreateAsync(other);
        Assert.Single(await journal.ListAsync(Stop));
    }

    [Fact]
    public async Task What_is_acknowledged_is_on_disk_whatever_the_database_says()
    {
        var at = await server.MakeAsync();
        await server.RunAsync("postgres", $"alter database {at.Database} set synchronous_commit = off");
        await server.RunAsync("postgres", $"alter database {at.Database} set default_transaction_isolation = serializable");
        await using var journal = Open(at);
        var run = await CreateAsync(journal);
        await server.RunAsync(at.Database,
            "create function seen() returns trigger language plpgsql as $$ begin "
            + "if current_setting('synchronous_commit') <> 'on' then raise 'it is %', current_setting('synchronous_commit'); end if; "
            + "return new; end $$; create trigger seen before insert on event for each row execute function seen(); "
            + "grant usage on schema cutover to ann");
        await AppendAsync(journal, run, 1, await journal.TakeAsync(run, "ann", Stop));
    }

    /// <summary>
    /// Appends a hundred events, and more until something was done to the server that often between them, and sees that each is there once.
    /// </summary>
    private static async Task WhileAppendingAsync(
        PostgresJournal journal, JournalDatabase at, int times, Func<Task> harm, TimeSpan pause)
    {
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        using var enough = new CancellationTokenSource();
        var harmed = 0;
        var harming = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested && harmed < 200)
            {
                await harm();
                Interlocked.Increment(ref harmed);
                await Task.Delay(pause, Stop);
            }
        }, Stop);
        var appended = 0;
        try
        {
            while ((appended < 100 || Volatile.Read(ref harmed) < times) && !harming.IsCompleted)
                await AppendAsync(journal, run, ++appended, epoch);
        }
        finally
        {
            await enough.CancelAsync();
            await harming;
        }

        await using var other = Open(at);
        Assert.Equal(Enumerable.Range(1, appended).Select(i => $"note {i}"),
            (await other.LoadAsync(run, Stop)).Select(entry => ((RunEvent.Noted)entry.Event).Text));
    }

    private static PostgresJournal Open(JournalDatabase at) => PostgresJournal.Open(at, TimeProvider.System);

    private static async Task<string> CreateAsync(PostgresJournal journal) =>
        (await journal.CreateAsync("night", "lab", DateTimeOffset.UnixEpoch, Stop)).Run;

    private static async Task AppendAsync(PostgresJournal journal, string run, long seq, long epoch) => await journal.AppendAsync(
        run, new JournalEntry(seq, epoch, DateTimeOffset.UnixEpoch, new RunEvent.Noted("ann", $"note {seq}")), null, finishes: false, Stop);
}

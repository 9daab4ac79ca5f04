using System.Diagnostics;
using System.Text.Json;
using Cutover.Engine;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>The whole night, with what may go wrong in it, against the small lab under its crowd.</summary>
[Collection("lab")]
public sealed class NightTests(ITestOutputHelper output)
{
    [Fact]
    public Task The_driver_is_killed_again_and_again_and_the_same_command_completes_the_night() => KilledAsync(everyEvents: 14);

    [Fact]
    [Trait("category", "long")]
    public Task The_driver_is_killed_after_every_event_and_the_same_command_completes_the_night() => KilledAsync(everyEvents: 1);

    [Fact]
    public async Task A_row_changed_on_the_new_side_turns_the_night_back_by_itself()
    {
        await using var night = new NightProcess();
        using var process = night.Start("--on-failure", "turn-back");
        await night.UntilAsync(process, events => events.Any(entry => entry.Event is RunEvent.StepDone { Step: "datatracker.hash-cold" }));
        if (process.HasExited)
            await night.EndsAsync(process, 4);
        await ChangeARowAsync();

        await night.EndsAsync(process, 4);
        var report = night.Report();
        Assert.Equal("TurnedBack", report.GetProperty("outcome").GetString());
        Assert.Equal("datatracker.same", report.GetProperty("turned_back_from").GetString());
        NightProcess.NothingLost(report);
        Assert.Contains("Read back from the old side", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turned_back_after_the_opening_the_old_side_has_what_was_written_on_the_new()
    {
        await using var night = new NightProcess();
        using var process = night.Start("--turn-back-from", "datatracker.version");

        await night.EndsAsync(process, 4);
        var report = night.Report();
        NightProcess.NothingLost(report);
        Assert.Contains("Read back from the old side", report.ToString(), StringComparison.Ordinal);
        var ledger = report.GetProperty("rehearsal").GetProperty("figures").GetProperty("ledger").GetProperty("services");

        // Mail says nothing of who took it; and readers of mailboxes have not yet forgotten the old host's address.
        foreach (var service in ledger.EnumerateArray().Where(service => service.GetProperty("name").GetString() is not ("mail" or "imap")))
            Assert.Contains(service.GetProperty("served_by").EnumerateObject(), server =>
                server.Name.Contains("-new-", StringComparison.Ordinal) && server.Value.GetInt32() > 0);
    }

    [Fact]
    public async Task A_night_that_turned_back_after_the_opening_is_held_again_on_the_same_estate_and_nothing_is_lost()
    {
        await using var night = new NightProcess();
        using var process = night.Start("--turn-back-from", "datatracker.version", "--again");

        await night.EndsAsync(process, 0, TimeSpan.FromMinutes(6));
        var report = night.Report();
        Assert.EndsWith("-2", report.GetProperty("run").GetString(), StringComparison.Ordinal);
        NightProcess.NothingLost(report);
        Assert.Contains("Read back from the new side", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_whose_lab_was_made_anew_meanwhile_is_given_up_and_another_begins()
    {
        await using var night = new NightProcess();
        using (var killed = night.Start())
        {
            await night.UntilAsync(killed, HasDoneSomething);
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        night.Write("lab/made", "another's");
        using var process = night.Start();
        await night.HearAsync(process, "was made anew since. It is given up.");
        await night.UntilAsync(process, events => night.Runs == 2 && HasDoneSomething(events));
        await NightProcess.SignalAsync(process, "INT");

        await night.EndsAsync(process, 130);
        var runs = night.Reports();
        Assert.Equal(["Abandoned", "Unfinished"], runs.Select(report => report.GetProperty("outcome").GetString()));

        static bool HasDoneSomething(IReadOnlyList<JournalEntry> events) => events.Any(entry => entry.Event is RunEvent.StepDone);
    }

    [Fact]
    public Task The_night_turns_back_from_two_steps_drawn_by_chance_and_nothing_is_lost() => TurnedBackFromEachAsync(2);

    [Fact]
    [Trait("category", "long")]
    public Task The_night_turns_back_from_every_step_that_allows_it_and_nothing_is_lost() => TurnedBackFromEachAsync(sample: null);

    private async Task TurnedBackFromEachAsync(int? sample)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var night = new NightProcess();
        string[] some = sample is { } count ? ["--sample", $"{count}"] : [];
        using var process = night.Start(["--turn-back-from", "each", "--seed", $"{seed}", .. some]);

        await night.EndsAsync(process, 0, sample is null ? TimeSpan.FromHours(4) : TimeSpan.FromMinutes(8));
        var table = night.Read("turn-backs.md");
        output.WriteLine(table);
        Assert.Contains("| 0 | 0 |", table, StringComparison.Ordinal);
    }

    /// <summary>An arrival and one more attempt are no progress: were they, a driver killed after each would never get anywhere.</summary>
    private static string Progress(JournalEntry entry) => entry.Event switch
    {
        RunEvent.DriverTook => "",
        RunEvent.StepIntended intended => $"intended {intended.Step}",
        var other => other.ToString(),
    };

    private async Task KilledAsync(int everyEvents)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var night = new NightProcess();
        var kills = 0;
        while (true)
        {
            using var process = night.Start();
            var from = (await night.EventsAsync()).Select(Progress).Distinct().Count();
            var events = await night.UntilAsync(
                process, now => now.Select(Progress).Distinct().Count() >= from + everyEvents || IsOver(now));
            if (IsOver(events) || process.HasExited)
            {
                await night.EndsAsync(process, 0);
                break;
            }

            await Task.Delay(random.Next(0, 60));
            process.Kill();
            await process.WaitForExitAsync();
            kills++;
        }

        output.WriteLine($"{kills} kills");
        Assert.True(kills > 5, $"The driver was killed only {kills} times.");
        NightProcess.NothingLost(night.Report());
        NothingTwice(await night.EventsAsync());
    }

    private static bool IsOver(IReadOnlyList<JournalEntry> events) => events.Count > 0 && events[^1].Event is RunEvent.RunEnded;

    /// <summary>Nothing is done again once it was seen done, unless it was seen undone in between.</summary>
    private static void NothingTwice(IReadOnlyList<JournalEntry> events)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in events)
        {
            switch (entry.Event)
            {
                case RunEvent.StepDone { Step: var step }:
                    done.Add(step);
                    break;
                case RunEvent.FactStale { Step: var step }:
                    done.Remove(step);
                    break;
                case RunEvent.StepIntended { Step: var step }:
                    Assert.False(done.Contains(step), $"{step} was done again at event {entry.Seq}");
                    break;
            }
        }
    }

    private static async Task ChangeARowAsync()
    {
        var lab = Lab.LabEstate.Of(Lab.LabOptions.Chosen(Lab.LabSize.Small));
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = lab.Postgres.New.Host,
            Port = lab.Postgres.New.Port,
            Database = "datatracker",
            Username = "cutover",
            Passfile = lab.Postgres.Cutover,
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(connection);
        await using var change =
            source.CreateCommand("update person_person set name = name || ' changed' where id = (select min(id) from person_person)");
        Assert.Equal(1, await change.ExecuteNonQueryAsync());
    }
}

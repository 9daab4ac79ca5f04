using System.Text.Json;
using Cutover.App;
using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>What <c>vote</c> says of itself, and to whom it says no.</summary>
public sealed class VoteCommandTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Its_help_says_what_a_no_does()
    {
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("vote", "--help"));
        Assert.Contains("one no turns the whole night back, also days after the opening", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("a no needs it once anything has opened", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nobody_drives_a_vote_that_would_be_refused_is_refused_at_once_and_nothing_is_left_to_answer()
    {
        _desk.World.Set("jammed-copied");
        await _desk.RunAsync("run", "--environment", "staging", "--unattended");

        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("vote", "go", "go", "--role", "commander"));
        Assert.Contains(
            "refuses: go: gate 'go' does not ask yet, because 'wiki.copy' is Held; vote once it asks.", _desk.Error,
            StringComparison.Ordinal);

        await _desk.RunAsync("status", "--json");
        using var status = JsonDocument.Parse(_desk.Out);
        Assert.Empty(status.RootElement.GetProperty("inbox").EnumerateArray());
    }

    [Fact]
    public async Task A_rehearsals_people_vote_again_at_a_gate_that_asks_anew()
    {
        await using var journal = new MemoryJournal();
        var run = (await journal.CreateAsync("small", "lab", DateTimeOffset.UnixEpoch, default)).Run;
        await using var estate = await _desk.Rehearsal.BringUpAsync(
            new RehearsalOptions { Directory = _desk.Root }, goesOn: false, _ => { }, TestContext.Current.CancellationToken);
        var people = new RehearsalPeople(run, journal, estate);
        using var stop = new CancellationTokenSource();
        var answering = people.AnswerAsync(stop);
        var asks = RunState.Of(SmallNight.Plan()) with
        {
            Steps = RunState.Of(SmallNight.Plan()).Steps.Add("go", new StepState { Status = StepStatus.Waiting }),
        };

        people.Recorded(asks, Entry(new StepWaiting("go", "needs go")));
        people.Recorded(asks, Entry(new StepWaiting("announce", "waits")));
        people.Recorded(asks, Entry(new StepWaiting("go", "needs go")));
        people.Leave();
        await answering;

        var votes = await journal.InboxAsync(run, default);
        Assert.Equal(["commander", "wiki", "commander", "wiki"], votes.Select(vote => vote.Role));

        static JournalEntry Entry(RunEvent happened) => new(1, 1, DateTimeOffset.UnixEpoch, happened);
    }
}

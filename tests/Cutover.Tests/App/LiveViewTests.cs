using System.Text.Json;
using Cutover.App;
using Cutover.Engine;
using Spectre.Console;
using Spectre.Console.Rendering;
using Spectre.Console.Testing;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>Pictures of a run at chosen moments: what they say, and that they keep to the terminal.</summary>
public sealed class LiveViewTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 20, 22, 0, 0, TimeSpan.Zero);
    private static readonly JsonElement Unset = JsonSerializer.SerializeToElement(new SmallNight.FlagSeen(false), Json.Values);

    [Fact]
    public void A_gate_says_who_is_missing_and_the_command_to_vote()
    {
        var picture = Draw(80, 24, ToGate(), new Voted("go", "wiki", "ann", true, ""));
        Assert.Contains("gate go: 1 of 2 go; not heard from commander", picture, StringComparison.Ordinal);
        Assert.Contains("./cutover vote go go --role commander", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("--role wiki", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_shows_its_time_against_what_was_expected_its_attempts_and_its_last_word()
    {
        var run = new Told().Add(0, Started, new DriverTook("ann@host")).Add(1, Intent("announce", 1), Done("announce"))
            .Add(2, Intent("wiki.copy", 1)).Add(3, new AttemptFailed("wiki.copy", 1, "refused")).Add(4, Intent("wiki.copy", 2));
        var said = new Dictionary<string, string>(StringComparer.Ordinal) { ["wiki.copy"] = "40% copied" };
        var picture = Draw(80, 24, run.Now(7) with { Said = said });
        Assert.Contains("6.0 s / 2.0 s   x2  40% copied", picture, StringComparison.Ordinal);
        Assert.Contains("✓ Announce      1 of 1", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_under_way_is_shown_although_the_journal_says_nothing_of_it_yet()
    {
        var picture = Draw(80, 24, ToProof().Now(30));
        Assert.Matches("● wiki.same +1[.]0 s", picture);
        Assert.Contains("window 10.0 s of 60 s, 00:00:50 left", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void A_held_guard_offers_retry_and_turning_back_and_no_skip()
    {
        var picture = Draw(80, 24, ToProof().Add(31, new StepHeld("wiki.same", "1 row differs")).Now(32));
        Assert.Contains("held wiki.same: 1 row differs", picture, StringComparison.Ordinal);
        Assert.Contains("./cutover retry wiki.same", picture, StringComparison.Ordinal);
        Assert.Contains("./cutover turn-back", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("./cutover skip", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_says_what_a_no_does_and_when_it_is_late_with_the_way_back()
    {
        var asks = Draw(120, 24, ToGate().Now(6));
        Assert.Contains("not heard from commander, wiki; a no turns the whole night back", asks, StringComparison.Ordinal);
        Assert.DoesNotContain("./cutover turn-back", asks, StringComparison.Ordinal);

        var late = Draw(120, 24, ToGate().Add(5, new GateLate("go", "not decided within 600 s")).Now(6));
        Assert.Contains("gate go: LATE, not decided within 10 min; 0 of 2 go", late, StringComparison.Ordinal);
        Assert.Matches(@"\? go +2[.]0 s +LATE: needs go", late);
        Assert.Contains("./cutover turn-back --reason", late, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fence_whose_budget_is_spent_is_something_to_act_on_until_writers_have_somewhere_to_write()
    {
        var spent = ToProof().Add(52, new FenceSpent("wiki.fence", "writers have been kept out for longer than the budget of 30 s"));
        var picture = Draw(120, 40, spent.Now(53));
        Assert.Contains("fence wiki.fence: BUDGET SPENT, writers are kept out for longer than 30 s", picture, StringComparison.Ordinal);
        Assert.Contains("./cutover turn-back --reason", picture, StringComparison.Ordinal);

        spent.Add(54, Done("wiki.same"), Intent("wiki.open", 1)).Add(55, Done("wiki.open"));
        Assert.DoesNotContain("SPENT", Draw(120, 40, spent.Now(56)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fence_whose_budget_is_spent_shows_it_where_its_phase_is_shown()
    {
        var run = new Told(TwoFences()).Add(0, Started with { Hash = TwoFences().Hash }, new StepWaiting("go", "needs go"))
            .Add(1, new Voted("go", "commander", "bob", true, ""), Done("go")).Add(2, Intent("one", 1)).Add(3, Done("one"))
            .Add(40, new FenceSpent("one", "writers have been kept out for longer than the budget of 30 s"));
        Assert.Matches(@"\? one .*BUDGET SPENT, writers are kept out", Draw(120, 40, run.Now(41)));

        static Runbook TwoFences()
        {
            var night = new RunbookBuilder("small", 1.Minutes());
            var go = night.Gate(Phase.Prepare, "go", Role.Commander);
            var one = night.Freeze("one", new SmallNight.Fence(SmallNight.Folder, "one")).After(go).Within(2.Seconds());
            var two = night.Freeze("two", new SmallNight.Fence(SmallNight.Folder, "two")).After(one).Within(2.Seconds());
            var same = night.Prove("same", new SmallNight.Same(SmallNight.Folder, two)).Within(2.Seconds());
            night.Open("open", new SmallNight.Opening(SmallNight.Folder, "o")).After(same).Seals(one, two).Within(2.Seconds())
                .Stays("nobody writes");
            return night.Build();
        }
    }

    [Fact]
    public void Turning_back_shows_the_way_back_in_its_order()
    {
        var run = ToProof().Add(31, new TurnBackBegan("ann", "1 row differs", "wiki.same"), new UndoIntended("wiki.rest", 1))
            .Add(32, new UndoDone("wiki.rest", Unset, "rest is not set"), new UndoIntended("wiki.fence", 1));
        var picture = Draw(80, 24, run.Now(33));
        Assert.Contains("Turns back", picture, StringComparison.Ordinal);
        Assert.Matches("(?s)Way back +1 of 3.*↩ undo wiki.rest.*● undo wiki.fence.*· undo wiki.copy", picture);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(40, 10)]
    [InlineData(20, 5)]
    public void Nothing_is_wider_or_higher_than_the_terminal(int width, int height)
    {
        const string Long = "a line that goes on and on, with 日本語 and tabs\tand\u001b[31m colours, far beyond what a terminal would show";
        var said = SmallNight.Plan().Steps.ToDictionary(step => step.Id, _ => Long, StringComparer.Ordinal);
        var held = ToProof().Add(31, new StepHeld("wiki.same", Long));
        var turned = ToProof().Add(31, new TurnBackBegan("ann", Long, ""));
        foreach (var run in (Told[])[new Told().Add(0, Started), ToGate(), ToProof(), held, turned])
        {
            var now = run.Now(40) with { Crowd = Long, Said = said };
            var lines = Draw(width, height, now).TrimEnd('\n').Split('\n');
            Assert.InRange(lines.Length, 1, height - 1);
            Assert.All(lines, line => Assert.InRange(new Segment(line).CellCount(), 0, width));
            Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        }
    }

    [Fact]
    public void Plain_lines_are_one_per_event_with_time_step_and_what()
    {
        using var output = new StringWriter();
        var lines = new PlainLines(output, TimeProvider.System);
        var run = ToGate();
        foreach (var (state, entry) in run.States)
            lines.Recorded(state, entry);

        var written = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(run.States.Count, written.Length);
        Assert.All(written, line => Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3}  [a-z.]+ +  \S", line));
        Assert.Equal("22:00:01.000  announce     done: announced", written[3]);
    }

    private static RunStarted Started =>
        new("small", SmallNight.Plan().Hash, SmallNight.Plan().StepHashes, "lab", "e57a7e", "build", OnFailure.Ask);

    private static StepIntended Intent(string step, int attempt) => new(step, attempt, $"lab-1/{step}", Unset);

    private static StepDone Done(string step) => new(step, Unset, "announced");

    private static Told ToGate() => new Told().Add(0, Started, new DriverTook("ann@host")).Add(1, Intent("announce", 1), Done("announce"))
        .Add(2, Intent("wiki.copy", 1)).Add(4, Done("wiki.copy"), new StepWaiting("go", "needs go"));

    private static Told ToProof() => ToGate()
        .Add(19, new Voted("go", "wiki", "ann", true, ""), new Voted("go", "commander", "bob", true, ""), Done("go"))
        .Add(20, Intent("wiki.fence", 1)).Add(21, Done("wiki.fence"), Intent("wiki.rest", 1)).Add(29, Done("wiki.rest"));

    private static string Draw(int width, int height, Told run, RunEvent then) => Draw(width, height, run.Add(5, then).Now(6));

    private static string Draw(int width, int height, RunNow now)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        console.Profile.Height = height;
        console.Write(new RunFrame(now, Glyphs.Unicode).Draw(height - 1));
        return console.Output;
    }

    /// <summary>A run told event by event.</summary>
    private sealed class Told(Runbook? plan = null)
    {
        private RunState _state = RunState.Of(plan ?? SmallNight.Plan());
        private DateTimeOffset? _turned;

        public List<(RunState State, JournalEntry Entry)> States { get; } = [];

        public Told Add(int second, params RunEvent[] events)
        {
            foreach (var happened in events)
            {
                var entry = new JournalEntry(_state.Seq + 1, 1, Start.AddSeconds(second), happened);
                Assert.True(_state.TryApply(entry, out var next, out var refusal), refusal);
                _state = next;
                _turned = happened is TurnBackBegan ? entry.At : _turned;
                States.Add((next, entry));
            }

            return this;
        }

        public RunNow Now(int second)
        {
            var said = new Dictionary<string, string>(StringComparer.Ordinal);
            return new RunNow("lab-20260620-1", _state, Start.AddSeconds(second), said, "200 requests/s") { TurnedAt = _turned };
        }
    }
}

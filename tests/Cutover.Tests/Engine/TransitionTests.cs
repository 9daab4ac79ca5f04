using System.Collections.Immutable;
using System.Text.Json;
using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>Every status of a run and of a step against every event: nothing throws, and what is legal is written down.</summary>
public sealed class TransitionTests
{
    private static readonly JsonElement Value = JsonSerializer.SerializeToElement("x");

    private static readonly Runbook Plan = TestNight.Build(plan =>
    {
        ServiceNight.OneService(plan);
        plan.Prepare("lone", new Act.Set("lone", "1"));
        plan.Prepare("pushed", new Act.Push("pushed", "1")).Stays("it does no harm");
    });

    private static readonly string[] Subjects =
        ["lone", "pushed", "go", "fence", "copy", "copy behind an opening", "same", "open", "back.drain"];

    private static readonly Func<string, StepState, RunEvent>[] StepEvents =
    [
        (step, _) => new StepWaiting(step, "why"),
        (step, now) => new StepIntended(step, now.Attempts + 1, "key", Value),
        (step, _) => new StepDone(step, Value, "why"),
        (step, now) => new AttemptFailed(step, now.Attempts, "why"),
        (step, _) => new StepHeld(step, "why"),
        (step, _) => new StepRetried(step, "ann"),
        (step, _) => new StepSkipped(step, "ann", "why"),
        (step, _) => new FactProved(step, Value, "why"),
        (step, _) => new FactStale(step, "why"),
        (step, _) => new FenceSpent(step, "why"),
        (step, _) => new GateLate(step, "why"),
        (step, _) => new Voted(step, "owner", "ann", true, ""),
        (step, now) => new UndoIntended(step, now.UndoAttempts + 1),
        (step, _) => new UndoDone(step, Value, "why"),
        (step, _) => new UndoHeld(step, "why"),
        (step, _) => new UndoRetried(step, "ann"),
    ];

    private static readonly (string Name, StepStatus Steps)[] Wholes =
        [("nothing begun", StepStatus.Pending), ("all done", StepStatus.Done), ("all undone", StepStatus.Undone)];

    private static readonly RunEvent[] RunEvents =
    [
        new RunStarted("night", "h", ImmutableSortedDictionary<string, string>.Empty, "lab", "e", "1", OnFailure.Ask),
        new DriverTook("ann"),
        new RunbookChanged("h", ImmutableSortedDictionary<string, string>.Empty, [], "ann"),
        new TurnBackBegan("ann", "why", ""),
        new Noted("ann", "hm"),
        new RequestRefused("Skip", "ann", "why"),
        new RunEnded(Outcome.Completed, "why"),
        new RunEnded(Outcome.TurnedBack, "why"),
        new RunEnded(Outcome.Stuck, "why"),
        new RunEnded(Outcome.Aborted, "why"),
        new RunEnded(Outcome.Abandoned, "why"),
        new RunEnded((Outcome)9, "why"),
    ];

    [Fact]
    public void What_may_happen_to_a_step_is_what_is_written_down()
    {
        var table = new List<string>();
        foreach (var subject in Subjects)
        {
            foreach (var make in StepEvents)
            {
                var legal = Enum.GetValues<RunStatus>().Select(run => (run, steps: LegalSteps(subject, run, make)))
                    .Where(row => row.steps.Count > 0);
                var rows = legal.Select(row => $"  {row.run,-12} {string.Join(' ', row.steps)}").ToList();
                table.Add($"{Name(make(subject, StepState.Pending))} {subject}{(rows.Count == 0 ? ": never" : "")}");
                table.AddRange(rows);
            }
        }

        Golden.Verify("transitions-of-steps", table);
    }

    [Fact]
    public void What_may_happen_to_a_run_is_what_is_written_down()
    {
        var table = new List<string>();
        foreach (var happened in RunEvents)
        {
            foreach (var (name, steps) in Wholes)
            {
                var legal = Enum.GetValues<RunStatus>().Where(status => Allows(Whole(status, steps), happened));
                var what = happened is RunEnded end ? $"run-ended {end.Outcome}" : Name(happened);
                table.Add($"{what,-20} with {name}: {string.Join(' ', legal.Select(status => status.ToString()).DefaultIfEmpty("never"))}");
            }
        }

        Golden.Verify("transitions-of-runs", table);
    }

    [Fact]
    public void An_event_that_makes_no_sense_is_refused_and_never_thrown()
    {
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            foreach (var make in StepEvents)
            {
                Assert.False(Allows(Whole(status, StepStatus.Pending), make("nobody", StepState.Pending)));
                Assert.False(Allows(Whole(status, StepStatus.Done), make(null!, StepState.Pending)));
            }

            Assert.False(Allows(Whole(status, StepStatus.Pending), null!));
        }
    }

    [Fact]
    public void An_event_out_of_its_place_or_of_an_earlier_driver_is_refused()
    {
        var state = Whole(RunStatus.Forward, StepStatus.Pending) with { Seq = 7, Epoch = 3 };
        Assert.Equal("it is number 9 and the last was 7", Refusal(state, new JournalEntry(9, 3, default, new Noted("a", "b"))));
        Assert.Equal("it is of driver 2 and driver 3 has taken over", Refusal(state, new JournalEntry(8, 2, default, new Noted("a", "b"))));
    }

    [Fact]
    public void A_step_does_not_begin_before_what_it_needs_nor_pass_a_gate_without_votes()
    {
        var state = Whole(RunStatus.Forward, StepStatus.Pending);
        Assert.Equal("step 'fence' needs 'go', which is Pending", Refusal(state, Entry(state, new StepIntended("fence", 1, "key", Value))));
        var ready = state with { Steps = state.Steps.SetItem("ready", new StepState { Status = StepStatus.Done }) };
        Assert.Equal("gate 'go' has 0 of 2 votes", Refusal(ready, Entry(ready, new StepDone("go", null, ""))));
        Assert.Equal("it is attempt 3 and the last was 0", Refusal(state, Entry(state, new StepIntended("lone", 3, "key", Value))));
        Assert.Equal(
            "it does not say what was there before, so it could not be undone",
            Refusal(state, Entry(state, new StepIntended("lone", 1, "key", default))));
    }

    private static List<StepStatus> LegalSteps(string subject, RunStatus run, Func<string, StepState, RunEvent> make)
    {
        var id = subject.Split(' ')[0];
        return [.. Enum.GetValues<StepStatus>().Where(status => Allows(With(Around(subject, run), id, status), make(id, Step(status))))];
    }

    /// <summary>Everything else is done, so that only the subject decides.</summary>
    private static RunState Around(string subject, RunStatus run)
    {
        var state = Whole(run, StepStatus.Done);
        return subject == "copy behind an opening" ? state : With(state, "open", StepStatus.Pending);
    }

    private static RunState With(RunState state, string id, StepStatus status) =>
        state with { Steps = state.Steps.SetItem(id, Step(status)) };

    private static RunState Whole(RunStatus status, StepStatus steps)
    {
        var votes = ImmutableDictionary<string, Voted>.Empty
            .Add("commander", new Voted("go", "commander", "ann", true, "")).Add("owner", new Voted("go", "owner", "ann", true, ""));
        return RunState.Of(Plan) with
        {
            Status = status,
            TurnBack = status is RunStatus.TurningBack or RunStatus.Stuck ? new TurnBackBegan("ann", "why", "") : null,
            FirstFenceAt = steps == StepStatus.Pending ? null : DateTimeOffset.UnixEpoch,
            Votes = steps == StepStatus.Pending ? [] : RunState.Of(Plan).Votes.Add("go", votes),
            Steps = Plan.Steps.Concat(Plan.BackSteps).ToImmutableDictionary(
                step => step.Id, step => Step(step.IsBack && steps == StepStatus.Undone ? StepStatus.Done : steps), StringComparer.Ordinal),
        };
    }

    private static StepState Step(StepStatus status) => status is StepStatus.Pending or StepStatus.Waiting
        ? new StepState { Status = status }
        : new StepState { Status = status, Attempts = 1, Before = Value };

    private static bool Allows(RunState state, RunEvent happened)
    {
        var allowed = state.TryApply(Entry(state, happened), out var next, out var refusal);
        Assert.Equal(allowed, refusal.Length == 0);
        Assert.Equal(allowed, !ReferenceEquals(state, next));
        return allowed;
    }

    private static JournalEntry Entry(RunState state, RunEvent happened) => new(state.Seq + 1, 1, DateTimeOffset.UnixEpoch, happened);

    private static string Refusal(RunState state, JournalEntry entry)
    {
        Assert.False(state.TryApply(entry, out _, out var refusal));
        return refusal;
    }

    private static string Name(RunEvent happened) => Transcript.Line(happened).Split(' ')[0];
}

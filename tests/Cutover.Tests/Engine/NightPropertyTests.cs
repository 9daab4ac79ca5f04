using CsCheck;
using Cutover.Engine;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>Random plans, random faults, random deaths: a night always ends in a way that is allowed.</summary>
public sealed class NightPropertyTests
{
    private static readonly Fault[] Faults = [Fault.Throw, Fault.HalfAndThrow, Fault.LandAndThrow, Fault.Nothing, Fault.Hang];

    private static readonly Gen<Fault> AnyFault = Gen.Int[0, Faults.Length - 1].Select(i => Faults[i]);

    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Select(Gen.Int[0, 3].Array[0, 4], AnyFault.Array[0, 3], AnyFault.Array[0, 2], Gen.Int[0, 2],
            (needs, does, undoes, unknown) => new Piece(needs, does, undoes, unknown)).Array[1, 10],
        Gen.Int[2, 60].Array[0, 6],
        Gen.Bool,
        Gen.Int[0, 2].Array[1, 8],
        (steps, deaths, turnsBack, people) => new Case(steps, deaths, turnsBack, people));

    [Fact]
    public void A_night_ends_in_an_allowed_outcome_whatever_happens() => Cases.Sample(Holds, iter: 400, threads: 1);

    private static void Holds(Case given)
    {
        var night = new TestNight(plan => Write(plan, given));
        night.World["before"] = "kept";
        for (var i = 0; i < given.Steps.Length; i++)
        {
            night.World.Breaks("do", $"s{i}", given.Steps[i].Does);
            night.World.Breaks("undo", $"s{i}", given.Steps[i].Undoes);
            night.World.Breaks("probe", $"s{i}", [.. Enumerable.Repeat(Fault.Unknown, given.Steps[i].Unknown)]);
        }

        night.Options = night.Options with { OnFailure = given.TurnsBack ? OnFailure.TurnBack : OnFailure.Ask };
        var end = Drive(night, given);
        Assert.Equal(RunStatus.Ended, end.Status);
        if (end.Outcome == Outcome.Completed)
            AllInPlace(night, end);
        else
            Assert.Equal("before=kept", night.World.All);

        UndoneInOrder(night);
        Assert.Empty(night.World.Twice);
    }

    private static void Write(RunbookBuilder plan, Case given)
    {
        var steps = new List<Step>();
        for (var i = 0; i < given.Steps.Length; i++)
        {
            var needs = given.Steps[i].Needs.Where(back => back < steps.Count).Select(back => steps[^(back + 1)]).ToArray();
            steps.Add(plan.Prepare($"s{i}", new Set($"k{i}", "1")).After(needs).Within(1.Minutes()).Timeout(10.Seconds())
                .Retry(1, 1.Seconds()));
        }
    }

    /// <summary>Drivers die and are followed by others; a person answers whatever is asked.</summary>
    private static RunState Drive(TestNight night, Case given)
    {
        var (journal, deaths, answers) = (night.Journal, new Queue<int>(given.Deaths.Order()), 0);
        for (var drivers = 0; drivers < 100; drivers++)
        {
            var died = deaths.TryDequeue(out var at);
            night.Journal = died ? new CrashingJournal(journal, after: entry => entry.Seq >= at) : journal;
            try
            {
                var state = night.Drive();
                if (state.Status == RunStatus.Ended)
                    return state;

                foreach (var held in state.Held)
                    Answer(night, state, held, given.People[answers++ % given.People.Length]);
            }
            catch (CrashException)
            {
                night.Journal = journal;
            }
        }

        throw new InvalidOperationException($"The night does not end:\n{string.Join('\n', night.Transcript)}");
    }

    private static void Answer(TestNight night, RunState state, Step held, int how)
    {
        if (state.Status == RunStatus.Stuck || how == 0)
            night.Ask(RequestKind.Retry, held.Id);
        else
            night.Ask(how == 1 ? RequestKind.TurnBack : RequestKind.Skip, held.Id, text: "so be it");
    }

    private static void AllInPlace(TestNight night, RunState end)
    {
        foreach (var step in night.Plan.Steps.Where(step => end[step].Status != StepStatus.Skipped))
            Assert.Equal("1", night.World[$"k{step.Id[1..]}"]);
    }

    private static void UndoneInOrder(TestNight night)
    {
        var log = night.World.Log;
        foreach (var first in night.Plan.Steps.Where(step => log.Contains($"undo {step}")))
        {
            foreach (var later in night.Plan.Steps.Where(step => night.Plan.IsBefore(first, step)))
                Assert.True(log.LastIndexOf($"undo {later}") < log.IndexOf($"undo {first}"), $"{first} was undone before {later}");
        }
    }

    internal sealed record Piece(int[] Needs, Fault[] Does, Fault[] Undoes, int Unknown);

    internal sealed record Case(Piece[] Steps, int[] Deaths, bool TurnsBack, int[] People);
}

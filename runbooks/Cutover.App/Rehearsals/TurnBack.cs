using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>One step, and what became of a rehearsal that turned back when it was done.</summary>
internal sealed record TurnBack
{
    public required string Step { get; init; }

    public required string Phase { get; init; }

    /// <summary>Why nothing was rehearsed: from here there is no turning back.</summary>
    public string? NoReturn { get; init; }

    public string? Run { get; init; }

    /// <summary>The run whose ledger this night's writes are in: its own, or that of the last night on the same estate.</summary>
    public string? Ledger { get; init; }

    /// <summary>Aborted before the first fence, else TurnedBack; anything else is a way back that failed.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What failed on the way, where something did: the turn was made elsewhere than it was told.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>From the decision to the end, in seconds.</summary>
    public double TookS { get; init; }

    /// <summary>How many steps were taken back, and how many steps of the way back were done beside them.</summary>
    public int Undone { get; init; }

    public int Back { get; init; }

    /// <summary>What the ledger says of all nights that are in it.</summary>
    public long Acknowledged { get; init; }

    public long Lost { get; init; }

    public long Duplicated { get; init; }

    /// <summary>What was not as before when this night had ended.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    public bool IsGood => NoReturn is not null
        || (Outcome is Engine.Outcome.Aborted or Engine.Outcome.TurnedBack
            && Elsewhere is null && Faults.Length == 0 && Acknowledged > 0 && Lost == 0 && Duplicated == 0);

    /// <summary>What a run's journal says, and the ledger that its writes are in.</summary>
    public static TurnBack Of(
        Step step, string run, IReadOnlyList<JournalEntry> entries, IReadOnlyList<string> faults, string ledger, RehearsalData? data)
    {
        var services = data?.Services ?? [];
        var begun = entries.LastOrDefault(entry => entry.Event is RunEvent.TurnBackBegan);
        var ended = entries.LastOrDefault(entry => entry.Event is RunEvent.RunEnded);
        var after = entries.SkipWhile(entry => entry != begun).ToList();
        var turn = begun?.Event as RunEvent.TurnBackBegan;
        return new TurnBack
        {
            Step = step.Id,
            Phase = step.Phase.ToString(),
            Run = run,
            Ledger = ledger,
            Faults = [.. faults],
            Outcome = (ended?.Event as RunEvent.RunEnded)?.Outcome,
            Elsewhere = turn is null ? "nowhere" : turn.IsRehearsedFrom(step.Id) ? null : turn.From == step.Id ? "its failure" : turn.From,
            TookS = begun is null || ended is null ? 0 : Math.Round((ended.At - begun.At).TotalSeconds, 3),
            Undone = after.Count(entry => entry.Event is RunEvent.UndoDone),
            Back = after.Count(entry => entry.Event is RunEvent.StepDone),
            Acknowledged = services.Sum(service => service.Acknowledged),
            Lost = services.Sum(service => service.Lost),
            Duplicated = services.Sum(service => service.Duplicated),
        };
    }
}

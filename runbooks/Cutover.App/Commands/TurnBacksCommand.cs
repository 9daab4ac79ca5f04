using Cutover.Engine;

namespace Cutover.App;

/// <summary><c>rehearse --turn-back-from each</c>: a rehearsal for every step that the night can turn back from, and a table.</summary>
internal sealed class TurnBacksCommand(Session session)
{
    /// <summary>Rehearses every way back that is not in the table yet, or a sample of them.</summary>
    /// <param name="asked">How each rehearsal is held.</param>
    /// <param name="sample">How many steps, drawn by the seed; absent for all.</param>
    /// <param name="unattended">As for one rehearsal.</param>
    /// <param name="stop">Interrupts; the same command goes on.</param>
    public async Task<ExitCode> RunAsync(RehearsalOptions asked, int? sample, bool unattended, CancellationToken stop)
    {
        var runbook = session.Plan();
        var table = TurnBackTable.Continue(session.Home, runbook.Hash, asked.Seed);
        foreach (var step in Drawn(runbook, sample, asked.Seed))
        {
            if (table.Rows.Any(row => row.Step == step.Id))
                continue;

            var (code, row) = NoReturn(step) is { } why
                ? (ExitCode.Completed, new TurnBack { Step = step.Id, Phase = step.Phase.ToString(), NoReturn = why })
                : await RehearseAsync(runbook, step, asked, unattended, stop);
            if (row is null)
                return code;

            table = table.With(row, runbook);
            table.Save(session.Home);
        }

        var rehearsed = table.Rows.Where(row => row.NoReturn is null).ToList();
        await session.Terminal.Out.WriteLineAsync(
            $"\n turned back from {rehearsed.Count} of {runbook.Steps.Length} steps, seed {asked.Seed}: "
            + $"{rehearsed.Count(row => row.IsGood)} well, lost {rehearsed.Sum(row => row.Lost)}, "
            + $"duplicated {rehearsed.Sum(row => row.Duplicated)}; "
            + $"{table.Rows.Count(row => row.NoReturn is not null)} steps have no way back\n table  "
            + Session.Shown(TurnBackTable.TextFile(session.Home)));
        return table.IsGood ? ExitCode.Completed : ExitCode.SaidNo;
    }

    /// <summary>The last first: there a way back has most to take back, and whoever stops early has those that matter.</summary>
    private static IEnumerable<Step> Drawn(Runbook runbook, int? sample, int seed)
    {
        if (sample is not { } count)
            return runbook.Steps.Reverse();

        var steps = runbook.Steps.Where(step => NoReturn(step) is null).ToArray();
        new Random(seed).Shuffle(steps);
        return steps.Take(count).OrderByDescending(step => runbook.Steps.IndexOf(step));
    }

    /// <summary>Why the night cannot turn back once a step is done; null where it can.</summary>
    private static string? NoReturn(Step step) =>
        step.IsPointOfNoReturn ? "it is a point of no return"
        : step.Needs.Select(NoReturn).FirstOrDefault(why => why is not null) is not null ? "it comes after a point of no return"
        : null;

    private async Task<(ExitCode Code, TurnBack? Row)> RehearseAsync(
        Runbook runbook, Step step, RehearsalOptions asked, bool unattended, CancellationToken stop)
    {
        while (true)
        {
            await session.Terminal.Out.WriteLineAsync($"\n== turning back from {step.Id}");
            var code = await new RehearseCommand(session).RunAsync(asked with { TurnBackFrom = step.Id }, unattended, [], stop);
            if (code is ExitCode.Interrupted or ExitCode.Waits or ExitCode.Stuck || stop.IsCancellationRequested)
                return (code is ExitCode.Completed or ExitCode.TurnedBack ? ExitCode.Interrupted : code, null);

            await using var journal = session.OpenJournal();
            var run = (await journal.ListAsync(CancellationToken.None)).Last(run => run.Environment == RunCommand.Lab);
            var directory = new RunDirectory(session.Home, run.Run);

            // A rehearsal that had been left unfinished was ended first, and is not this one.
            if (directory.RehearsalOptions()?.TurnBackFrom == step.Id)
            {
                var entries = await journal.LoadAsync(run.Run, CancellationToken.None);
                return (code, TurnBack.Of(step, run.Run, entries, directory.RehearsalData()?.Services ?? []));
            }
        }
    }
}

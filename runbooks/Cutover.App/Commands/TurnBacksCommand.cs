using Cutover.Engine;

namespace Cutover.App;

/// <summary><c>rehearse --turn-back-from each</c>: a rehearsal for every step that the night can turn back from, and a table.</summary>
internal sealed class TurnBacksCommand(Session session)
{
    /// <summary>Bringing an estate up takes as long as a night on it, and a night that turned back must leave room for another.</summary>
    private const int NightsOnOneEstate = 12;

    /// <summary>Rehearses every way back that is not in the table yet, or a sample of them.</summary>
    /// <param name="asked">How each rehearsal is held.</param>
    /// <param name="sample">How many steps, drawn by the seed; absent for all.</param>
    /// <param name="unattended">As for one rehearsal.</param>
    /// <param name="stop">Interrupts; the same command goes on.</param>
    public async Task<ExitCode> RunAsync(RehearsalOptions asked, int? sample, bool unattended, CancellationToken stop)
    {
        var runbook = session.Plan();
        var table = TurnBackTable.Continue(session.Home, runbook.Hash, asked.Seed);
        var drawn = Drawn(runbook, sample, asked.Seed).ToList();
        foreach (var step in drawn.Where(step => !table.Has(step.Id)))
        {
            if (NoReturn(runbook, step) is { } why)
                table = table.With(new TurnBack { Step = step.Id, Phase = step.Phase.ToString(), NoReturn = why }, runbook);
        }

        table.Save(session.Home);
        while (drawn.Where(step => !table.Has(step.Id)).Take(NightsOnOneEstate).ToList() is [var first, .. var later])
        {
            await session.Terminal.Out.WriteLineAsync(
                $"\n== turning back from {string.Join(", then ", later.Prepend(first).Select(step => step.Id))}");
            var options = asked with { TurnBackFrom = first.Id, Then = [.. later.Select(step => step.Id)] };
            var code = await new RehearseCommand(session).RunAsync(options, unattended, [], stop);
            if (code is ExitCode.Interrupted or ExitCode.Waits or ExitCode.Stuck)
                return code;

            // A rehearsal that had been left unfinished was ended first; it may be none of these.
            foreach (var row in (await NightsAsync(runbook, asked)).Where(row => !table.Has(row.Step)))
                table = table.With(row, runbook);
            table.Save(session.Home);
            if (stop.IsCancellationRequested)
                return ExitCode.Interrupted;
        }

        return await SumAsync(runbook, asked, table);
    }

    private async Task<ExitCode> SumAsync(Runbook runbook, RehearsalOptions asked, TurnBackTable table)
    {
        var rehearsed = table.Rows.Where(row => row.NoReturn is null).ToList();
        var ledgers = rehearsed.DistinctBy(row => row.Ledger, StringComparer.Ordinal).ToList();
        await session.Terminal.Out.WriteLineAsync(
            $"\n turned back from {rehearsed.Count} of {runbook.Steps.Length} steps, seed {asked.Seed}: "
            + $"{rehearsed.Count(row => row.IsGood)} well; {ledgers.Sum(row => row.Acknowledged)} writes, "
            + $"lost {ledgers.Sum(row => row.Lost)}, duplicated {ledgers.Sum(row => row.Duplicated)}; "
            + $"{table.Rows.Count(row => row.NoReturn is not null)} steps have no way back\n table  "
            + Session.Shown(TurnBackTable.TextFile(session.Home)));
        return table.IsGood ? ExitCode.Completed : ExitCode.SaidNo;
    }

    /// <summary>The last first: there a way back has most to take back, and whoever stops early has those that matter.</summary>
    private static IEnumerable<Step> Drawn(Runbook runbook, int? sample, int seed)
    {
        if (sample is not { } count)
            return runbook.Steps.Reverse();

        var steps = runbook.Steps.Where(step => NoReturn(runbook, step) is null).ToArray();
        new Random(seed).Shuffle(steps);
        return steps.Take(count).OrderByDescending(step => runbook.Steps.IndexOf(step));
    }

    /// <summary>Why the night cannot turn back once a step is done; null where it can.</summary>
    private static string? NoReturn(Runbook runbook, Step step) =>
        step.IsPointOfNoReturn ? "it is a point of no return"
        : runbook.Steps.Any(other => other.IsPointOfNoReturn && runbook.IsBefore(other, step)) ? "it comes after a point of no return"
        : null;

    /// <summary>The nights on the newest estate, the last first: what each run's journal says, and the one ledger.</summary>
    private async Task<IReadOnlyList<TurnBack>> NightsAsync(Runbook runbook, RehearsalOptions asked)
    {
        await using var journal = session.OpenJournal();
        var runs = (await journal.ListAsync(CancellationToken.None)).Where(run => run.Environment == RunCommand.Lab).ToList();
        var ledger = runs[^1].Run;
        var data = new RunDirectory(session.Home, ledger).RehearsalData();
        var rows = new List<TurnBack>();
        for (var run = runs[^1]; run is not null; run = runs.FindLast(before => FollowedBy(before) == run.Run))
        {
            var directory = new RunDirectory(session.Home, run.Run);
            var (held, entries) = (directory.RehearsalOptions(), await journal.LoadAsync(run.Run, CancellationToken.None));
            var from = runbook.Steps.FirstOrDefault(step => step.Id == held?.TurnBackFrom);
            if (from is not null && (held!.Seed, held.Size) == (asked.Seed, asked.Size))
                rows.Add(TurnBack.Of(from, run.Run, entries, directory.RehearsalData()?.Faults ?? [], ledger, data));
        }

        return rows;
    }

    private string? FollowedBy(RunHeader run) => new RunDirectory(session.Home, run.Run).RehearsalData()?.FollowedBy;
}

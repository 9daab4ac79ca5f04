using Cutover.Engine;

namespace Cutover.App;

/// <summary><c>rehearse</c>: the same runbook against an estate of its own, with a crowd that keeps the ledger.</summary>
internal sealed class RehearseCommand(Session session)
{
    private const string Again = "./cutover rehearse";

    private string LabDirectory => Path.Combine(session.Home, "lab");

    /// <summary>Begins a rehearsal, or goes on with the unfinished one as it was begun.</summary>
    public async Task<ExitCode> RunAsync(RehearsalOptions asked, bool unattended, IReadOnlyCollection<string> acceptChanged, CancellationToken interrupted)
    {
        var runbook = session.Plan();
        var rehearsal = session.Night.Rehearsal ?? throw CannotGoOnException.Wrong($"'{session.Night.Name}' has no estate to rehearse on.");
        if (asked.TurnBackFrom is { } from && !runbook.Steps.Any(step => step.Id == from))
            throw CannotGoOnException.Wrong($"The plan has no step '{from}' to turn back from; there are: {string.Join(", ", runbook.Steps.Select(step => step.Id))}.");

        using var only = RehearsalLock.Take(session.Home);
        await using var journal = session.OpenJournal();
        var unfinished = (await journal.ListAsync(interrupted)).FirstOrDefault(run => run.Environment == RunCommand.Lab && !run.Finished);
        var options = unfinished is null ? asked : Continued(unfinished, asked);
        await using var estate = await rehearsal.BringUpAsync(options, unfinished is not null, Say, interrupted);
        if (estate.Estate.Environment != RunCommand.Lab)
            throw CannotGoOnException.Wrong($"The rehearsal's estate says that it is '{estate.Estate.Environment}'; a rehearsal's is '{RunCommand.Lab}' and no other.");

        var run = unfinished ?? await journal.CreateAsync(runbook.Id, RunCommand.Lab, session.Time.GetUtcNow(), interrupted);
        var directory = new RunDirectory(session.Home, run.Run);
        directory.Save(options);
        var driving = Driving.Options(options.OnFailure, unattended, acceptChanged) with { TurnBackFrom = options.TurnBackFrom };
        var state = await DriveAsync(run, runbook, journal, estate, driving, interrupted);
        if (state.Status == RunStatus.Ended)
            await FinishAsync(directory, estate, state, options);
        else
            await session.Terminal.Out.WriteLineAsync($"The estate stays up in {Session.Shown(LabDirectory)}, so that the run can go on.");

        return await new Ending(session, journal, runbook).TellAsync(run, state, Again, interrupted.IsCancellationRequested);
    }

    /// <summary>Goes on with the unfinished rehearsal.</summary>
    public Task<ExitCode> ResumeAsync(OnFailure onFailure, bool unattended, IReadOnlyCollection<string> acceptChanged, CancellationToken interrupted) =>
        RunAsync(new RehearsalOptions { Directory = LabDirectory, OnFailure = onFailure }, unattended, acceptChanged, interrupted);

    /// <summary>What was asked for, with the estate's directory in it.</summary>
    public RehearsalOptions Asked(RehearsalSize size, bool compareDump, OnFailure onFailure, string? turnBackFrom, bool keep, int seed) => new()
    {
        Directory = LabDirectory,
        Size = size,
        CompareDump = compareDump,
        OnFailure = onFailure,
        TurnBackFrom = turnBackFrom,
        Keep = keep,
        Seed = seed,
    };

    private async Task<RunState> DriveAsync(
        RunHeader run, Runbook runbook, IJournal journal, IRehearsedEstate estate, RunnerOptions driving, CancellationToken interrupted)
    {
        await using var theirs = session.OpenJournal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        var people = new RehearsalPeople(run.Run, theirs, estate);
        var asking = people.AnswerAsync(stop);
        try
        {
            return await new Driving(session, journal, runbook).DriveAsync(run, estate.Estate, driving, [people], () => estate.Crowd, stop.Token);
        }
        finally
        {
            people.Leave();
            await asking;
        }
    }

    private async Task FinishAsync(RunDirectory directory, IRehearsedEstate estate, RunState state, RehearsalOptions options)
    {
        // Not cancellable: a rehearsal without its ledger says nothing, and what was started is stopped.
        try
        {
            Say("the crowd stops; the side that serves is read back");
            directory.Save(await estate.FinishAsync(state, CancellationToken.None));
        }
        finally
        {
            if (options.Keep)
                Say($"the estate stays up, as asked, in {Session.Shown(LabDirectory)}");
            else
                await estate.TakeDownAsync(CancellationToken.None);
        }
    }

    private RehearsalOptions Continued(RunHeader run, RehearsalOptions asked)
    {
        var begunWith = new RunDirectory(session.Home, run.Run).RehearsalOptions() ?? asked;
        Say($"goes on with the unfinished {run.Run}, as it was begun: size {begunWith.Size.ToString().ToLowerInvariant()}, seed {begunWith.Seed}");
        return begunWith with { Directory = asked.Directory, OnFailure = asked.OnFailure, Keep = asked.Keep };
    }

    private void Say(string line) => session.Terminal.Out.WriteLine($"lab  {EventText.Plain(line)}");
}

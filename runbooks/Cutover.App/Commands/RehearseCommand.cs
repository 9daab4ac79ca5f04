using Cutover.Engine;

namespace Cutover.App;

/// <summary><c>rehearse</c>: the same runbook against an estate of its own, with a crowd that keeps the ledger.</summary>
internal sealed class RehearseCommand(Session session)
{
    private const string Again = "./cutover rehearse";

    /// <summary>Where an estate may keep what it needs.</summary>
    public string LabDirectory => Path.Combine(session.Home, "lab");

    /// <summary>Begins a rehearsal, or goes on with the unfinished one as it was begun.</summary>
    /// <exception cref="CannotGoOnException">Also where the unfinished one's estate is gone, and only that was asked for.</exception>
    public async Task<ExitCode> RunAsync(
        RehearsalOptions asked, bool unattended, IReadOnlyCollection<string> acceptChanged, CancellationToken interrupted,
        bool onlyGoesOn = false)
    {
        var runbook = session.Plan();
        var rehearsal = session.Night.Rehearsal ?? throw CannotGoOnException.Wrong($"'{session.Night.Name}' has no estate to rehearse on.");
        Check(runbook, asked);
        using var only = RehearsalLock.Take(session.Home);
        await using var journal = session.OpenJournal();
        var runs = await journal.ListAsync(interrupted);
        var unfinished = runs.FirstOrDefault(run => run.Environment == RunCommand.Lab && !run.Finished) ?? Unread(runs);
        var options = unfinished is null ? asked : Continued(unfinished, asked);
        await using var estate = await BringUpAsync();
        if (estate.Estate.Environment is not RunCommand.Lab and var named)
            throw CannotGoOnException.Wrong($"The rehearsal's estate says that it is '{named}'; a rehearsal's is 'lab' and no other.");

        var run = unfinished ?? await BeginAsync();
        var (state, faults) = await NightAsync();
        while (options.Then is [var next, .. var later] && state.Status == RunStatus.Ended && faults.Count == 0
            && state.TurnBack?.IsRehearsedFrom(options.TurnBackFrom) == true)
        {
            var last = run;
            options = options with { TurnBackFrom = next, Then = later };
            run = await BeginAsync();
            new RunDirectory(session.Home, last.Run).Save(new RehearsalData
            {
                FollowedBy = run.Run, Remarks = [$"{run.Run} followed on the same estate; the ledger of both is that run's."],
            });
            await new Ending(session, journal, runbook).TellAsync(last, state, Again, interrupted: false);
            Say("the crowd stays; another night on the same estate");
            (state, faults) = await NightAsync();
        }

        if (state.Status == RunStatus.Ended)
            await FinishAsync(new RunDirectory(session.Home, run.Run), estate, state, faults, options);
        else
            Say("the estate stays up, so that the run can go on");

        return await new Ending(session, journal, runbook).TellAsync(run, state, Again, interrupted.IsCancellationRequested);

        async Task<IRehearsedEstate> BringUpAsync()
        {
            try
            {
                return await rehearsal.BringUpAsync(options, goesOn: unfinished is not null, Say, interrupted);
            }
            catch (EstateGoneException gone) when (unfinished is not null)
            {
                await AbandonAsync(runbook, journal, unfinished, gone.Message, interrupted);
                if (onlyGoesOn)
                    throw CannotGoOnException.Wrong($"Nothing is left to go on with; begin another rehearsal: {Again}");
                (unfinished, options) = (null, asked);
                return await rehearsal.BringUpAsync(options, goesOn: false, Say, interrupted);
            }
        }

        async Task<RunHeader> BeginAsync()
        {
            var begun = await journal.CreateAsync(runbook.Id, RunCommand.Lab, session.Time.GetUtcNow(), interrupted);
            new RunDirectory(session.Home, begun.Run).Save(options);
            return begun;
        }

        async Task<(RunState State, IReadOnlyList<string> Faults)> NightAsync()
        {
            var driving = Driving.Options(options.OnFailure, unattended, acceptChanged) with { TurnBackFrom = options.TurnBackFrom };
            var left = await DriveAsync(run, new Driving(session, journal, runbook), estate, driving, interrupted);
            return (left, left.Status == RunStatus.Ended ? await estate.FaultsAsync(left, CancellationToken.None) : []);
        }
    }

    /// <summary>Goes on with the unfinished rehearsal.</summary>
    public Task<ExitCode> ResumeAsync(RunnerOptions driving, CancellationToken interrupted)
    {
        var asked = new RehearsalOptions { Directory = LabDirectory, OnFailure = driving.OnFailure };
        return RunAsync(asked, driving.Unattended, driving.AcceptChanged, interrupted, onlyGoesOn: true);
    }

    private void Check(Runbook runbook, RehearsalOptions asked)
    {
        if (session.Shared is not null)
        {
            throw CannotGoOnException.Wrong("A rehearsal's estate is on this machine, and so is its journal: name a directory for it with "
                + "--journal, such as --journal .cutover.");
        }

        if (asked.TurnBackFrom is not { } from || runbook.Steps.Any(step => step.Id == from))
            return;

        var known = string.Join(", ", runbook.Steps.Select(step => step.Id));
        throw CannotGoOnException.Wrong($"The plan has no step '{from}' to turn back from; there are: {known}.");
    }

    /// <summary>The newest rehearsal, where its driver died between the night's end and the reading of its ledger.</summary>
    private RunHeader? Unread(IReadOnlyList<RunHeader> runs)
    {
        var newest = runs.LastOrDefault(run => run.Environment == RunCommand.Lab);
        var directory = newest is null ? null : new RunDirectory(session.Home, newest.Run);
        return directory?.RehearsalOptions() is not null && directory.RehearsalData() is null ? newest : null;
    }

    /// <summary>Its ledger went with its estate.</summary>
    private async Task AbandonAsync(Runbook runbook, IJournal journal, RunHeader run, string why, CancellationToken cancellation)
    {
        Say($"{run.Run} cannot go on: {why} It is given up.");
        if (!run.Finished)
            await AbandonedRun.EndAsync(journal, run.Run, Driving.Driver, why, session.Time, cancellation);
        var directory = new RunDirectory(session.Home, run.Run);
        directory.Save(new RehearsalData { Remarks = [$"The ledger could not be read: {why}"] });
        directory.WriteReport(runbook, await journal.LoadAsync(run.Run, cancellation));
    }

    private async Task<RunState> DriveAsync(
        RunHeader run, Driving driving, IRehearsedEstate estate, RunnerOptions options, CancellationToken interrupted)
    {
        await using var theirs = session.OpenJournal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        var people = new RehearsalPeople(run.Run, theirs, estate);
        var asking = people.AnswerAsync(stop);
        try
        {
            IRunObserver[] watchers = estate.Watcher is { } watcher ? [people, watcher] : [people];
            var aim = new Aim(estate.Estate, options) { Watchers = watchers, Crowd = () => estate.Crowd };
            return await driving.DriveAsync(run, aim, stop.Token);
        }
        finally
        {
            people.Leave();
            await asking;
        }
    }

    private async Task FinishAsync(
        RunDirectory directory, IRehearsedEstate estate, RunState state, IReadOnlyList<string> faults, RehearsalOptions options)
    {
        // Not cancellable: a rehearsal without its ledger says nothing, and what was started is stopped.
        try
        {
            Say("the crowd stops; the side that serves is read back");
            directory.Save(await estate.FinishAsync(state, CancellationToken.None) with { Faults = [.. faults] });
        }
        catch (Exception unreadable)
        {
            // The next rehearsal must not try again what will fail again.
            directory.Save(new RehearsalData { Remarks = [$"The ledger could not be read: {unreadable.Message}"] });
            throw;
        }
        finally
        {
            if (options.Keep)
                Say("the estate stays up, as asked");
            else
                await estate.TakeDownAsync(CancellationToken.None);
        }
    }

    private RehearsalOptions Continued(RunHeader run, RehearsalOptions asked)
    {
        var begunWith = new RunDirectory(session.Home, run.Run).RehearsalOptions() ?? asked;
        var size = begunWith.Size == RehearsalSize.Small ? "small" : "full";
        Say($"goes on with the unfinished {run.Run}, as it was begun: size {size}, seed {begunWith.Seed}");
        return begunWith with { Directory = asked.Directory, OnFailure = asked.OnFailure, Keep = asked.Keep };
    }

    private void Say(string line) => session.Terminal.Out.WriteLine($"lab  {EventText.Plain(line)}");
}

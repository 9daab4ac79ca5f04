using Cutover.Engine;

namespace Cutover.App;

/// <summary><c>run</c> and <c>resume</c>: the night itself, against an environment's estate.</summary>
internal sealed class RunCommand(Session session)
{
    /// <summary>The one environment whose estate no file gives.</summary>
    public const string Lab = "lab";

    private const string Production = "production";

    /// <summary>Continues the environment's unfinished run, or begins a new one.</summary>
    public async Task<ExitCode> RunAsync(string environment, RunnerOptions driving, CancellationToken interrupted)
    {
        if (environment == Lab)
            throw CannotGoOnException.Wrong("The environment 'lab' is brought up by ./cutover rehearse; run is for an estate that stands.");

        var runbook = session.Plan();
        var estate = session.Estate(environment, runbook);
        await using var journal = session.OpenJournal();
        if (environment == Production && journal is SqliteJournal)
        {
            throw CannotGoOnException.Wrong(
                $"Production refuses the SQLite journal in {Session.Shown(session.Home)}: two machines would be two drivers; "
                + "name one that every machine shares, with --journal postgresql://user@host/database or in $CUTOVER_JOURNAL.");
        }

        if (session.Shared is { } shared && JournalPlace.PlaceOnServerOf(shared, estate) is { } place)
        {
            throw CannotGoOnException.Wrong(
                $"The journal, {shared}, is on the server of '{place}' in the estate {environment}, and what the night does there could "
                + "end it; name a journal on a server that is not the estate's.");
        }

        var runs = await journal.ListAsync(interrupted);
        var run = runs.FirstOrDefault(run => run.Environment == environment && !run.Finished)
            ?? await journal.CreateAsync(runbook.Id, environment, session.Time.GetUtcNow(), interrupted);
        var state = await new Driving(session, journal, runbook).DriveAsync(run, new Aim(estate, driving), interrupted);
        var ending = new Ending(session, journal, runbook);
        return await ending.TellAsync(run, state, $"./cutover run --environment {environment}", interrupted.IsCancellationRequested);
    }

    /// <summary>Continues the unfinished run, wherever it is aimed.</summary>
    /// <param name="name">The run; null where there is only one.</param>
    /// <param name="onFailure">What to do about a failure; null for what it began with.</param>
    /// <param name="driving">How else to drive.</param>
    /// <param name="interrupted">Stops it in order.</param>
    public async Task<ExitCode> ResumeAsync(string? name, OnFailure? onFailure, RunnerOptions driving, CancellationToken interrupted)
    {
        var (run, begunWith) = await UnfinishedAsync(name, interrupted);
        driving = driving with { OnFailure = onFailure ?? begunWith };
        return run.Environment == Lab
            ? await new RehearseCommand(session).ResumeAsync(driving, interrupted)
            : await RunAsync(run.Environment, driving, interrupted);
    }

    private async Task<(RunHeader Run, OnFailure Policy)> UnfinishedAsync(string? name, CancellationToken interrupted)
    {
        await using var journal = session.ExistingJournal();
        var run = await session.FindUnfinishedAsync(journal, name, interrupted);
        var entries = await journal.LoadAsync(run.Run, interrupted);
        return (run, entries is [{ Event: RunEvent.RunStarted started }, ..] ? started.OnFailure : OnFailure.Ask);
    }
}

using System.Threading.Channels;
using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>
/// Drives a run: the only loop. It holds nothing that the journal does not, so it can die at any moment and another can go on.
/// </summary>
/// <param name="runbook">The plan.</param>
/// <param name="estate">What it is aimed at.</param>
/// <param name="journal">Where everything is recorded.</param>
/// <param name="time">The only clock.</param>
/// <param name="options">How to drive.</param>
/// <param name="observer">Who watches.</param>
public sealed class Runner(
    Runbook runbook, Estate estate, IJournal journal, TimeProvider time, RunnerOptions options, IRunObserver observer)
{
    private Estate Estate => estate;

    private IJournal Journal => journal;

    private TimeProvider Time => time;

    private RunnerOptions Options => options;

    private IRunObserver Observer => observer;

    /// <summary>Drives a run from wherever it is until it ends, is stuck, or would wait for a person who does not come.</summary>
    /// <param name="run">The run's name in the journal.</param>
    /// <param name="cancellation">Interrupts: what runs is told to stop, and the same call goes on later.</param>
    /// <returns>The state it was left in: Ended, Stuck, or Forward where it was interrupted or waits unattended.</returns>
    /// <exception cref="JournalException">The journal cannot be used; what was begun is recorded as begun.</exception>
    /// <exception cref="RunRefusedException">The plan or the estate is not the one that the run began with.</exception>
    public Task<RunState> RunAsync(string run, CancellationToken cancellation)
    {
        // One piece of code at a time, so that effects need no locks and a simulated night replays exactly. What an effect lets another
        // thread work out meanwhile is its own and changes nothing.
        var scheduler = options.Scheduler ?? new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        return Task.Factory
            .StartNew(() => DriveAsync(run, cancellation), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler)
            .Unwrap();
    }

    private async Task<RunState> DriveAsync(string run, CancellationToken cancellation)
    {
        var epoch = await journal.TakeAsync(run, options.Driver, cancellation);
        var state = RunLoader.Fold(runbook, await journal.LoadAsync(run, cancellation));
        using var recorder = new Recorder(journal, run, time, new Watcher(observer), state) { Epoch = epoch };
        if (state.Status == RunStatus.Ended)
            return state;

        await BeginAsync(recorder);
        using var loop = new Loop(this, recorder, cancellation);
        return await loop.RunAsync();
    }

    private async Task BeginAsync(Recorder recorder)
    {
        if (recorder.State.Status == RunStatus.NotStarted)
        {
            await recorder.MustAsync(new RunStarted(
                runbook.Id, runbook.Hash, runbook.StepHashes, estate.Environment, estate.Hash, options.Build, options.OnFailure));
        }

        var changed = RunLoader.Accept(recorder.State, estate, options);
        await recorder.MustAsync(new DriverTook(options.Driver));
        if (changed is null)
            return;

        await new Inbox(journal, recorder).RefuseVotesAsync("the plan has changed since; vote again once the gate asks");
        await recorder.MustAsync(changed);
    }

    /// <summary>One driver's time with a run.</summary>
    private sealed class Loop : IDisposable
    {
        private readonly Runner _runner;
        private readonly Recorder _recorder;
        private readonly Inbox _inbox;
        private readonly StepDriver _steps;
        private readonly UndoDriver _undos;
        private readonly CancellationToken _interrupted;
        private readonly CancellationTokenSource _forward;
        private readonly CancellationTokenSource _all;
        private readonly Dictionary<WayBack.Turn, Task> _running = [];
        private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        private readonly ITimer _tick;
        private readonly CancellationTokenRegistration _onInterrupt;
        private WayBack? _wayBack;
        private long _inboxRead;

        public Loop(Runner runner, Recorder recorder, CancellationToken interrupted)
        {
            _runner = runner;
            _recorder = recorder;
            _interrupted = interrupted;
            _all = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
            _forward = CancellationTokenSource.CreateLinkedTokenSource(_all.Token);
            var attempt = new Attempt(recorder, runner.Estate, runner.Time, new Watcher(runner.Observer), runner.Options.StopGrace);
            _inbox = new Inbox(runner.Journal, recorder);
            _steps = new StepDriver(recorder, attempt, new Facts(recorder, attempt, runner.Time), runner.Time, HasRoom);
            _undos = new UndoDriver(recorder, attempt, runner.Time);
            _tick = runner.Time.CreateTimer(_ => Wake(), null, runner.Options.InboxPoll, runner.Options.InboxPoll);
            _onInterrupt = interrupted.Register(() => Wake());
        }

        private RunState State => _recorder.State;

        private IEnumerable<Step> Unsettled => State.Runbook.Steps.Where(step => !State[step].IsSettled);

        public async Task<RunState> RunAsync()
        {
            try
            {
                for (var first = true; !_interrupted.IsCancellationRequested; first = false)
                {
                    await TurnAsync(force: first);
                    if (State.Status == RunStatus.Ended)
                        break;

                    // Somebody may have answered while the question was being asked.
                    if (!IsLeftToPeople())
                        await _wake.Reader.ReadAsync(CancellationToken.None);
                    else if (!await _inbox.AnswerAsync())
                        break;
                }
            }
            finally
            {
                Attempt.Stop(_all);
                await Task.WhenAny(Task.WhenAll(_running.Values));
            }

            await ReapAsync();
            return State;
        }

        public void Dispose()
        {
            _tick.Dispose();
            _onInterrupt.Dispose();
            _forward.Dispose();
            _all.Dispose();
        }

        /// <summary>Asks for another turn; one turn answers everything that has happened until it begins.</summary>
        private void Wake() => _wake.Writer.TryWrite(true);

        /// <summary>Answers people, watches fences and gates, begins what can begin, and ends the run where nothing is left.</summary>
        private async Task TurnAsync(bool force)
        {
            if (force || _runner.Time.GetElapsedTime(_inboxRead) >= _runner.Options.InboxPoll)
            {
                _inboxRead = _runner.Time.GetTimestamp();
                await _inbox.AnswerAsync();
                await WatchFencesAsync();
                await WatchGatesAsync();
            }

            await ReapAsync();
            await TurnBackWhereHeldAsync();
            if (State.Status == RunStatus.Forward)
                await GoForwardAsync();

            if (State.Status is RunStatus.TurningBack or RunStatus.Stuck)
                await GoBackAsync();
        }

        private async Task GoForwardAsync()
        {
            // Asked again just before each begins: what began a moment ago counts against the limits, and a vote may have turned the run.
            foreach (var step in Unsettled.Where(IsReady).ToList())
            {
                if (!IsReady(step))
                    continue;
                if (step is GateStep gate)
                    await AskAsync(gate);
                else
                    Begin(new WayBack.Turn(step, IsUndo: false), () => _steps.RunAsync(step, _forward.Token));
            }

            await TurnBackWhereAskedAsync();
            if (State.Status == RunStatus.Forward && _running.Count == 0 && !Unsettled.Any())
                await _recorder.MustAsync(new RunEnded(Outcome.Completed, "every step is done"));
        }

        private bool IsReady(Step step) => State.Status == RunStatus.Forward
            && !IsToTurnBack
            && State[step].Status is StepStatus.Pending or StepStatus.Waiting or StepStatus.Intended or StepStatus.Failed
            && State.Missing(step) is null
            && !_running.ContainsKey(new WayBack.Turn(step, IsUndo: false))
            && HasRoom(step);

        /// <summary>Whether a rehearsal has come to the step from which it turns back; nothing begins any more.</summary>
        private bool IsToTurnBack => State.Status == RunStatus.Forward
            && _runner.Options.TurnBackFrom is { } from
            && State.Steps.GetValueOrDefault(from)?.Status == StepStatus.Done
            && State.PassedPointOfNoReturn is null;

        private bool HasRoom(Step step) => step.Terms.Limits.All(limit => _running.Keys.Count(turn =>
            turn.Step != step && turn.Step.Terms.Limits.Contains(limit) && !_steps.IsResting(turn.Step)) < limit.AtOnce);

        private async Task AskAsync(GateStep gate)
        {
            var votes = State.VotesAt(gate.Id).Values.OrderBy(vote => vote.Role, StringComparer.Ordinal).ToList();
            if (votes.Find(vote => !vote.Go) is { } no)
            {
                var reason = $"{no.Role} said no at gate '{gate.Id}'{(no.Reason.Length > 0 ? $": {no.Reason}" : "")}";
                await _recorder.TryAsync(new TurnBackBegan(no.By, reason, gate.Id));
            }
            else if (votes.Count >= gate.Votes)
            {
                var go = string.Join(", ", votes.Select(vote => $"{vote.Role} ({vote.By})"));
                await _recorder.TryAsync(new StepDone(gate.Id, null, $"go from {go}"));
                Wake();
            }
            else if (State[gate].Status == StepStatus.Pending)
            {
                var roles = string.Join(", ", gate.Roles);
                await _recorder.TryAsync(new StepWaiting(gate.Id, $"needs go from {gate.Votes} of {roles}; {State.WhatNoDoes}"));
            }
        }

        private async Task GoBackAsync()
        {
            Attempt.Stop(_forward);
            if (_running.Keys.Any(turn => turn is { IsUndo: false, Step.IsBack: false }))
                return;

            _wayBack ??= State.WayBack();
            var left = _wayBack.Needs.Where(turn => !State.IsFinished(turn.Key)).ToList();
            foreach (var (turn, needs) in left)
            {
                if (!IsHeld(turn) && !_running.ContainsKey(turn) && needs.All(State.IsFinished))
                    Begin(turn, () => turn.IsUndo ? _undos.RunAsync(turn.Step, _all.Token) : _steps.RunAsync(turn.Step, _all.Token));
            }

            if (left.Count == 0 && State.Status == RunStatus.TurningBack)
            {
                var outcome = State.FirstFenceAt is null ? Outcome.Aborted : Outcome.TurnedBack;
                await _recorder.MustAsync(new RunEnded(outcome, State.TurnBack!.Reason));
            }
        }

        /// <summary>Whether it waits for a person. A forward step that was held is what is to be undone, not what is waited for.</summary>
        private bool IsHeld(WayBack.Turn turn) => State[turn.Step].Status == (turn.IsUndo ? StepStatus.UndoHeld : StepStatus.Held);

        private async Task TurnBackWhereAskedAsync()
        {
            if (IsToTurnBack && _runner.Options.TurnBackFrom is { } from)
                await _recorder.TryAsync(new TurnBackBegan(TurnBackBegan.Rehearsal, $"it rehearses the way back from '{from}'", from));
        }

        private async Task TurnBackWhereHeldAsync()
        {
            var isAsked = _runner.Options.OnFailure != OnFailure.TurnBack;
            if (isAsked || State.Status != RunStatus.Forward || State.PassedPointOfNoReturn is not null)
                return;

            if (Unsettled.FirstOrDefault(step => State[step].Status == StepStatus.Held) is { } held)
                await _recorder.TryAsync(new TurnBackBegan("the runner", $"'{held.Id}' failed: {State[held].Why}", held.Id));
            else if (State.SpentFences.FirstOrDefault() is { } fence)
                await _recorder.TryAsync(new TurnBackBegan("the runner", $"'{fence.Id}': {State[fence].Why}", fence.Id));
        }

        private async Task WatchFencesAsync()
        {
            foreach (var fence in State.Runbook.Fences)
            {
                var isStanding = State[fence] is { Status: StepStatus.Done, BudgetSpent: false };
                if (State.Status != RunStatus.Forward || !isStanding || State.IsOver(fence))
                    continue;

                var budget = ((IFence)fence.Probe!).Budget;
                if (_runner.Time.GetUtcNow() - State[fence].Began > budget)
                {
                    var why = $"writers have been kept out for longer than the budget of {budget.TotalSeconds:0.#} s";
                    await _recorder.TryAsync(new FenceSpent(fence.Id, why));
                }
            }
        }

        /// <summary>Says once that a gate asks for longer than the plan gives people to decide. What follows is theirs too.</summary>
        private async Task WatchGatesAsync()
        {
            foreach (var gate in State.Runbook.Steps.Where(step => step is { IsGate: true, Terms.DeadlineGiven: true }))
            {
                var (asks, limit) = (State[gate] is { Status: StepStatus.Waiting, IsLate: false }, gate.Terms.Deadline);
                if (State.Status == RunStatus.Forward && asks && _runner.Time.GetUtcNow() - State[gate].Began > limit)
                    await _recorder.TryAsync(new GateLate(gate.Id, $"not decided within {limit.TotalSeconds:0.#} s"));
            }
        }

        /// <summary>Whether nothing will move until a person acts, and the driver is not to wait for one.</summary>
        private bool IsLeftToPeople() => _running.Count == 0
            && (State.Status == RunStatus.Stuck
                || (_runner.Options.Unattended && State.Status == RunStatus.Forward && Unsettled.All(IsBlocked)));

        private bool IsBlocked(Step step) =>
            step.IsGate || State[step].Status == StepStatus.Held || State.Missing(step) is not null;

        private void Begin(WayBack.Turn turn, Func<Task> work) => _running.Add(turn, RunThenWakeAsync(work));

        private async Task RunThenWakeAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (_all.IsCancellationRequested || _forward.IsCancellationRequested)
            {
                // The run turns back or the driver stops: what the step left is decided by its probe.
            }
            finally
            {
                Wake();
            }
        }

        /// <summary>Forgets what has finished; a failure of the journal comes out here and ends the driver.</summary>
        private async Task ReapAsync()
        {
            foreach (var (turn, task) in _running.Where(running => running.Value.IsCompleted).ToList())
            {
                _running.Remove(turn);
                await task;
            }
        }
    }
}

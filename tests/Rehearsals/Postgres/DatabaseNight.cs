using System.Collections.Immutable;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Rehearsals;

/// <summary>A whole night of one database, driven by the real runner; a test hooks in where a step begins or is done.</summary>
public sealed class DatabaseNight(DatabasePair pair) : IRunObserver, IAsyncDisposable
{
    private static readonly Role s_owner = new("owner");

    private readonly MemoryJournal _journal = new();
    private readonly Dictionary<string, Action> _hooks = new(StringComparer.Ordinal);
    private readonly List<string> _log = [];
    private CancellationTokenSource _crash = new();
    private string? _run;

    public DatabasePair Pair => pair;

    /// <summary>Roles that may keep LOGIN on the old side.</summary>
    public string[] Exempt { get; init; } = [];

    public bool Dumps { get; init; }

    public RunState State { get; private set; } = null!;

    /// <summary>Everything that was recorded, for a test's message when it fails.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Calls a test's code when an event of this kind was recorded for this step.</summary>
    public DatabaseNight When<TEvent>(string step, Action act)
        where TEvent : RunEvent
    {
        _hooks[$"{typeof(TEvent).Name} {step}"] = act;
        return this;
    }

    /// <summary>As kill -9 would: what is running is cut off and nothing more is recorded.</summary>
    public void Crash() => _crash.Cancel();

    /// <summary>Drives until it ends, is stuck, crashes or waits for a person.</summary>
    public async Task<RunState> DriveAsync(OnFailure onFailure = OnFailure.Ask)
    {
        _crash = new CancellationTokenSource();
        var runbook = Plan();
        var estate = new Estate("test", "test", ImmutableSortedDictionary<string, object>.Empty.Add("old", pair.Old).Add("new", pair.New));
        var options = new RunnerOptions { Driver = "test", Build = "test", OnFailure = onFailure, Unattended = true };
        if (_run is null)
            _run = (await _journal.CreateAsync(runbook.Id, "test", DateTimeOffset.UtcNow, CancellationToken.None)).Run;

        State = await new Runner(runbook, estate, _journal, TimeProvider.System, options, this).RunAsync(_run, _crash.Token);
        return State;
    }

    /// <summary>Another night with the same databases, on a later date.</summary>
    public Task<RunState> DriveAnewAsync()
    {
        _run = null;
        return DriveAsync();
    }

    public async Task AskAsync(RequestKind kind, string step = "") =>
        await _journal.PostAsync(_run!, new Request(0, kind, "tester", step, s_owner.Name, "the test wants it"), CancellationToken.None);

    public T Output<T>(string step) => System.Text.Json.JsonSerializer.Deserialize<T>(State.Steps[step].Value!.Value, Json.Values)!;

    public void Recorded(RunState state, JournalEntry entry)
    {
        State = state;
        _log.Add($"{entry.At:HH:mm:ss.fff} {entry.Event}");
        if (entry.Event is RunEvent.StepWaiting { Step: "go" })
            AskAsync(RequestKind.VoteGo, "go").GetAwaiter().GetResult();
        var step = entry.Event.GetType().GetProperty("Step")?.GetValue(entry.Event) as string ?? "";
        if (_hooks.Remove($"{entry.Event.GetType().Name} {step}", out var act))
            Task.Run(act).Wait();
    }

    public void Said(string step, string line) => _log.Add($"  {step}: {line}");

    public async ValueTask DisposeAsync()
    {
        _crash.Dispose();
        await _journal.DisposeAsync();
    }

    private Runbook Plan()
    {
        var night = new RunbookBuilder("database", 10.Minutes());
        var (old, next) = (new Place<DatabaseAddress>("old"), new Place<DatabaseAddress>("new"));
        string[] writers = [pair.Writer], newExempt = ["lab_owner"];
        var rights = night.Prepare("rights", Postgres.HasRights(old, next, writers)).Within(2.Seconds());
        var known = night.Prepare("writers", Postgres.WritersAreKnown(old, writers, Exempt)).Within(2.Seconds());
        var hold = night.Prepare("hold", Postgres.HoldShut(next, writers, newExempt)).After(rights, known).Within(30.Seconds());
        var identity = night.Prepare("identity", Postgres.FullReplicaIdentity(old)).After(hold).Within(30.Seconds());
        var carries = night.Prepare("carries", Postgres.CanReplicate(old)).After(identity).Within(2.Seconds());
        var go = night.Gate(Phase.Prepare, "go", s_owner);
        if (Dumps)
        {
            Dump(night, old, next, go.After(carries));
            return night.Build();
        }

        var schema = night.Prepare("schema", Postgres.CopySchema(old, next)).After(carries)
            .Stays("empty tables harm nobody").Within(30.Seconds());
        var locked = night.Prepare("lock", Postgres.LockSchema(old)).After(schema).Within(30.Seconds());
        var replica = night.Prepare("replicate", Postgres.Replicate(old, next)).After(locked).Poll(100.Milliseconds()).Within(3.Minutes());
        var ready = night.Prepare("prepare-back", Postgres.PrepareReverse(old, next)).After(replica).Within(30.Seconds());
        var warm = night.Prepare("warm", Postgres.WarmUp(next, 1.Hours())).After(ready)
            .Stays("statistics harm nobody").Within(30.Seconds());
        var cold = night.Prepare("cold", Postgres.HashCold(old, next)).After(warm).Within(30.Seconds());
        go.After(cold);
        var fence = night.Freeze("fence", Postgres.Fence(old, 5.Minutes(), writers, Exempt)).After(go).Within(5.Seconds());
        var caught = night.Transfer("catch-up", Postgres.CatchUp(old, next, fence)).Within(10.Seconds());
        var sequences = night.Transfer("sequences", Postgres.Sequences(old, next)).After(caught)
            .Within(10.Seconds()).Stays("nobody draws from them");
        var same = night.Prove("same", Postgres.SameContent(old, next, cold)).After(caught).Within(5.Seconds());
        var back = night.Prove("back", Postgres.EnableReverse(old, next, caught)).Within(20.Seconds());
        var open = night.Open("open", Postgres.Open(next, writers, newExempt)).After(sequences, same, back)
            .Within(10.Seconds()).Seals(fence);
        var keep = night.Gate(Phase.Settle, "keep", s_owner).After(open);
        night.Settle("unlock", Postgres.UnlockSchema(old)).After(keep).Within(30.Seconds());
        night.Retire("retire", Postgres.Retire(old, next)).After(keep).PointOfNoReturn().Within(30.Seconds());

        var drain = night.Back(Phase.Transfer, "drain", Postgres.DrainBack(old, next)).IfBegun(open).AfterUndoOf(open).BeforeUndoOf(back);
        var draw = night.Back(Phase.Transfer, "sequences-back", Postgres.SequencesBack(old, next)).After(drain)
            .IfBegun(open).BeforeUndoOf(fence);
        night.Back(Phase.Prove, "same-back", Postgres.SameContent(old, next, cold)).After(drain, draw).IfBegun(open).BeforeUndoOf(fence);
        return night.Build();
    }

    private void Dump(RunbookBuilder night, Place<DatabaseAddress> old, Place<DatabaseAddress> next, GateStep go)
    {
        var fence = night.Freeze("fence", Postgres.Fence(old, 5.Minutes(), [pair.Writer], Exempt)).After(go).Within(5.Seconds());
        var copy = night.Transfer("copy", Postgres.DumpAndRestore(old, next)).After(fence)
            .Within(2.Minutes()).Stays("the copy is made anew");
        var same = night.Prove("same", Postgres.SameContent(old, next)).After(copy).Within(10.Seconds());
        night.Open("open", Postgres.Open(next, [pair.Writer], "lab_owner")).After(same).Within(10.Seconds()).Seals(fence)
            .Stays("what is written on the new side would be lost: a dump has no way home");
    }
}

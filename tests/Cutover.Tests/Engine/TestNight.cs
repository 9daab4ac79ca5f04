using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>One run of a plan against the world in memory, by as many drivers as it takes, under a simulated clock.</summary>
internal sealed class TestNight : IRunObserver
{
    private readonly List<(Func<RunEvent, bool> Is, Action Then)> _reactions = [];
    private readonly List<(string Gate, string Role)> _willGo = [];
    private Action _interrupt = () => { };
    private string? _run;

    public TestNight(Action<RunbookBuilder> plan, int hours = 4)
        : this(new World(), plan, hours)
    {
    }

    public TestNight(World world, Action<RunbookBuilder> plan, int hours = 4)
    {
        World = world;
        Plan = Build(plan, hours);
        Pump = new Pump(Time);
        Journal = new MemoryJournal();
        Estate = EstateOf(world);
        Options = new RunnerOptions { Driver = "tester", Build = "1", Unattended = true, Scheduler = Pump, InboxPoll = 1.Seconds() };
    }

    public static Role Owner { get; } = new("owner");

    public SimulatedTime Time { get; } = new();

    public World World { get; }

    public Pump Pump { get; }

    public Runbook Plan { get; set; }

    public Estate Estate { get; set; }

    public IJournal Journal { get; set; }

    public RunnerOptions Options { get; set; }

    public List<string> Said { get; } = [];

    public string Name => _run ??= Now(Journal.CreateAsync(Plan.Id, Estate.Environment, Time.GetUtcNow(), default)).Run;

    public IReadOnlyList<JournalEntry> Entries => Now(Journal.LoadAsync(Name, default));

    public IEnumerable<RunEvent> Events => Entries.Select(entry => entry.Event);

    public IReadOnlyList<string> Transcript => [.. Entries.Select(entry => Tests.Transcript.Line(entry, Entries[0].At))];

    public static Runbook Build(Action<RunbookBuilder> plan, int hours = 4)
    {
        var night = new RunbookBuilder("night", hours.Hours());
        plan(night);
        return night.Build();
    }

    public static Estate EstateOf(World world, string hash = "estate-1") =>
        new("lab", hash, ImmutableSortedDictionary<string, object>.Empty.Add(World.Place.Name, world));

    /// <summary>A new driver drives the run until it returns.</summary>
    public RunState Drive()
    {
        using var interrupt = new CancellationTokenSource();
        _interrupt = interrupt.Cancel;
        var (name, token) = (Name, interrupt.Token);
        var runner = new Runner(Plan, Estate, Journal, Time, Options, this);
        return Pump.Run(() => runner.RunAsync(name, token));
    }

    /// <summary>Asks something of the run, now.</summary>
    public void Ask(RequestKind kind, string step = "", string role = "", string by = "ann", string text = "") =>
        Journal.PostAsync(Name, new Request(0, kind, by, step, role, text), default).AsTask().GetAwaiter().GetResult();

    /// <summary>These say go as soon as the gate asks, under the plan of now.</summary>
    public void Go(string gate, params string[] roles)
    {
        _willGo.AddRange(roles.Select(role => (gate, role)));
        Vote(RunLoader.Fold(Plan, Entries));
    }

    private void Vote(RunState state)
    {
        foreach (var (gate, role) in _willGo.Where(_ => state.Hash == Plan.Hash).ToList())
        {
            if (state.Runbook.TryFind(gate, out var step) && state[step].Status == StepStatus.Waiting && _willGo.Remove((gate, role)))
                Ask(RequestKind.VoteGo, gate, role);
        }
    }

    /// <summary>The events' names, in order.</summary>
    public IEnumerable<string> Kinds() => Events.Select(e => Tests.Transcript.Line(e).Split(' ')[0]);

    /// <summary>Name and step of every event about these steps.</summary>
    public IEnumerable<string> About(params string[] steps) => Events.Select(e => Tests.Transcript.Line(e).Split(' ', ':'))
        .Where(words => words.Length > 1 && steps.Contains(words[1])).Select(words => $"{words[0]} {words[1]}");

    /// <summary>Does something when the first such event is recorded.</summary>
    public void On<TEvent>(Func<TEvent, bool> which, Action then)
        where TEvent : RunEvent
        => _reactions.Add((happened => happened is TEvent e && which(e), then));

    public void On<TEvent>(Action then)
        where TEvent : RunEvent
        => On<TEvent>(_ => true, then);

    /// <summary>Stops the driver as Ctrl-C does.</summary>
    public void Interrupt() => _interrupt();

    public void Recorded(RunState state, JournalEntry entry)
    {
        Vote(state);
        foreach (var reaction in _reactions.Where(reaction => reaction.Is(entry.Event)).ToList())
        {
            _reactions.Remove(reaction);
            reaction.Then();
        }
    }

    private static TResult Now<TResult>(ValueTask<TResult> call) => call.AsTask().GetAwaiter().GetResult();

    void IRunObserver.Said(string step, string line) => Said.Add($"{step}: {line}");
}

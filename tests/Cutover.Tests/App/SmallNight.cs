using Cutover.App;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>A night in milliseconds with every kind of step. What it moves are flags in a folder: files that are there or not.</summary>
internal static class SmallNight
{
    public static Place<FolderAddress> Folder { get; } = new("folder");

    /// <summary>The role that shares the gate with the commander.</summary>
    public static Role Owner { get; } = new("wiki");

    public static Runbook Plan()
    {
        var night = new RunbookBuilder("small", 1.Minutes());
        var announce = night.Announce("announce", new Note(Folder, "announced")).Stays("people were told");
        var copy = night.Prepare("wiki.copy", new Flag(Folder, "copied")).After(announce).Expect(2.Seconds());
        var go = night.Gate(Phase.Prepare, "go", Role.Commander, Owner).After(copy);
        var fence = night.Freeze("wiki.fence", new Fence(Folder, "fenced")).After(go).Within(2.Seconds()).OwnedBy(Owner);
        var rest = night.Transfer("wiki.rest", new Flag(Folder, "rest")).After(fence).Within(2.Seconds());
        var same = night.Prove("wiki.same", new Same(Folder, copy)).After(rest).Within(300.Milliseconds());
        var open = night.Open("wiki.open", new Opening(Folder, "opened")).After(same).Seals(fence).Within(2.Seconds());
        night.Retire("wiki.retire", new Note(Folder, "retired")).After(open).PointOfNoReturn();
        night.Back(Phase.Transfer, "wiki.drain", new Flag(Folder, "drained"))
            .IfBegun(open).AfterUndoOf(open).BeforeUndoOf(fence).Within(2.Seconds());
        return night.Build();
    }

    public static Runbook BrokenPlan()
    {
        var night = new RunbookBuilder("small", 1.Minutes());
        night.Freeze("wiki.fence", new Fence(Folder, "fenced"));
        night.Open("wiki.open", new Note(Folder, "opened"));
        return night.Build();
    }

    public static Night Program(string estates, IRehearsal? rehearsal = null) =>
        new("small", Plan) { Estates = estates, Rehearsal = rehearsal };

    public sealed record FolderAddress(string Path)
    {
        public bool Has(string flag) => File.Exists(System.IO.Path.Combine(Path, flag));

        public void Set(string flag) => File.WriteAllText(System.IO.Path.Combine(Path, flag), "");

        public void Clear(string flag) => File.Delete(System.IO.Path.Combine(Path, flag));
    }

    public sealed record FlagSeen(bool IsSet);

    /// <summary>A flag that can be taken back, unless the folder says that it is jammed.</summary>
    public record Flag(Place<FolderAddress> At, string Name) : IReversible<FlagSeen>
    {
        public virtual string Verb => $"set {Name} in {At}";

        public ValueTask<Finding<FlagSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
        {
            var isSet = context.At(At).Has(Name);
            var seen = new FlagSeen(isSet);
            return ValueTask.FromResult(isSet ? Finding.Done(seen, $"{Name} is set") : Finding.NotDone(seen, $"{Name} is not set"));
        }

        public async ValueTask DoAsync(StepContext context, FlagSeen before, CancellationToken cancellation)
        {
            context.Say($"sets {Name}");
            while (context.At(At).Has($"slow-{Name}"))
                await Task.Delay(TimeSpan.FromMilliseconds(10), context.Time, cancellation);
            if (context.At(At).Has($"jammed-{Name}"))
                throw new InvalidOperationException($"{Name} is jammed");

            context.At(At).Set(Name);
        }

        public ValueTask UndoAsync(StepContext context, FlagSeen before, CancellationToken cancellation)
        {
            if (context.At(At).Has($"stuck-{Name}"))
                throw new InvalidOperationException($"{Name} does not let go");

            context.At(At).Clear(Name);
            return ValueTask.CompletedTask;
        }
    }

    public sealed record Fence(Place<FolderAddress> At, string Name) : Flag(At, Name), IFence
    {
        public override string Verb => $"fence {At}";

        public TimeSpan Budget => TimeSpan.FromSeconds(30);
    }

    public sealed record Opening(Place<FolderAddress> At, string Name) : Flag(At, Name), IOpening
    {
        public override string Verb => $"open {At}";
    }

    /// <summary>A flag that stays.</summary>
    public sealed record Note(Place<FolderAddress> At, string Name) : IEffect<FlagSeen>
    {
        public string Verb => $"note that {At} is {Name}";

        public ValueTask<Finding<FlagSeen>> ProbeAsync(StepContext context, CancellationToken cancellation) =>
            new Flag(At, Name).ProbeAsync(context, cancellation);

        public ValueTask DoAsync(StepContext context, FlagSeen before, CancellationToken cancellation) =>
            new Flag(At, Name).DoAsync(context, before, cancellation);
    }

    /// <summary>The proof: it fails while the folder says that the sides differ.</summary>
    public sealed record Same(Place<FolderAddress> At, Step<FlagSeen> Copy) : IProbe<FlagSeen>
    {
        public string Verb => $"compare {At}";

        public ValueTask<Finding<FlagSeen>> ProbeAsync(StepContext context, CancellationToken cancellation) => ValueTask.FromResult(
            context.At(At).Has("differs")
                ? Finding.NotDone(context.Read(Copy), "1 row differs")
                : Finding.Done(context.Read(Copy), "both sides are the same"));
    }
}

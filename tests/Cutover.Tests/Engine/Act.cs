using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Small effects on the world in memory.</summary>
internal static class Act
{
    /// <summary>Looks whether a key has a value; "half x" is half way to x.</summary>
    internal abstract record Look(string Key) : IProbe<string>
    {
        public abstract string Verb { get; }

        public async ValueTask<Finding<string>> ProbeAsync(StepContext context, CancellationToken cancellation)
        {
            var world = context.At(World.Place);
            var (fault, now, want) = (world.Next("probe", context.Run.Step), world[Key], Want(context));
            if (fault == Fault.Hang)
                await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellation);

            return fault switch
            {
                Fault.Unknown => Finding.Unknown<string>($"{Key} does not answer"),
                Fault.Throw => throw new IOException("the wire was cut"),
                _ when now == want => Finding.Done(now, $"{Key} is {now}"),
                _ when now.StartsWith("half ", StringComparison.Ordinal) => Finding.HalfDone(now, $"{Key} is {now}"),
                _ => Finding.NotDone(now, $"{Key} is {(now.Length > 0 ? now : "empty")}, not {want}"),
            };
        }

        protected abstract string Want(StepContext context);
    }

    /// <summary>Makes it so, and can take it back.</summary>
    internal abstract record Reversible(string Key) : Look(Key), IReversible<string>
    {
        public ValueTask DoAsync(StepContext context, string before, CancellationToken cancellation) =>
            context.At(World.Place).ChangeAsync("do", context, Key, Want(context), cancellation);

        public ValueTask UndoAsync(StepContext context, string before, CancellationToken cancellation) =>
            context.At(World.Place).ChangeAsync("undo", context, Key, before, cancellation);
    }

    internal sealed record Set(string Key, string To) : Reversible(Key)
    {
        public override string Verb => $"set {Key}";

        protected override string Want(StepContext context) => To;
    }

    internal sealed record Fence(string Key, TimeSpan Budget) : Reversible(Key), IFence
    {
        public override string Verb => $"fence {Key}";

        protected override string Want(StepContext context) => "fenced";
    }

    internal sealed record Opening(string Key) : Reversible(Key), IOpening
    {
        public override string Verb => $"open {Key}";

        protected override string Want(StepContext context) => "open";
    }

    /// <summary>Writes what another step saw.</summary>
    internal sealed record Copy(string Key, Step<string> From) : Reversible(Key)
    {
        public override string Verb => $"copy to {Key}";

        protected override string Want(StepContext context) => context.Read(From);
    }

    /// <summary>Makes it so, for good.</summary>
    internal sealed record Push(string Key, string To) : Look(Key), IEffect<string>
    {
        public override string Verb => $"push {Key}";

        public ValueTask DoAsync(StepContext context, string before, CancellationToken cancellation) =>
            context.At(World.Place).ChangeAsync("do", context, Key, To, cancellation);

        protected override string Want(StepContext context) => To;
    }

    /// <summary>It must come to be so by itself.</summary>
    internal sealed record Check(string Key, string Is) : Look(Key)
    {
        public override string Verb => $"check {Key}";

        protected override string Want(StepContext context) => Is;
    }
}

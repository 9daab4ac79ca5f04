using System.Text.Json.Serialization;

namespace Cutover.Tests;

/// <summary>It must come to be so by itself.</summary>
internal sealed record Check(string Key, string Is) : WorldProbe(Key, Is)
{
    public override string Verb => $"check {Key}";
}

/// <summary>Makes it so, for good.</summary>
internal sealed record Push(string Key, string Is) : WorldProbe(Key, Is), IEffect<string>
{
    public override string Verb => $"push {Key}";

    public ValueTask DoAsync(StepContext context, string before, CancellationToken cancellation) =>
        context.At(World.Place).ChangeAsync("do", context, Key, Is, cancellation);
}

/// <summary>Makes it so, and can take it back.</summary>
internal abstract record Reversible(string Key, string Is) : WorldProbe(Key, Is), IReversible<string>
{
    public ValueTask DoAsync(StepContext context, string before, CancellationToken cancellation) =>
        context.At(World.Place).ChangeAsync("do", context, Key, Is, cancellation);

    public ValueTask UndoAsync(StepContext context, string before, CancellationToken cancellation) =>
        context.At(World.Place).ChangeAsync("undo", context, Key, before, cancellation);
}

internal sealed record Set(string Key, string Is) : Reversible(Key, Is)
{
    public override string Verb => $"set {Key}";
}

internal sealed record Fence(string Key, TimeSpan Budget) : Reversible(Key, "fenced"), IFence
{
    public override string Verb => $"fence {Key}";
}

internal sealed record Opening(string Key) : Reversible(Key, "open"), IOpening
{
    public override string Verb => $"open {Key}";
}

/// <summary>Writes what another step saw.</summary>
internal sealed record Copy(string Key, Step<string> From) : IReversible<string>
{
    [JsonIgnore]
    public string Verb => $"copy to {Key}";

    public ValueTask<Finding<string>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (now, want) = (context.At(World.Place)[Key], context.Read(From));
        return ValueTask.FromResult(now == want ? Finding.Done(now, $"{Key} is {now}") : Finding.NotDone(now, $"{Key} is {now}, not {want}"));
    }

    public ValueTask DoAsync(StepContext context, string before, CancellationToken cancellation) =>
        context.At(World.Place).ChangeAsync("do", context, Key, context.Read(From), cancellation);

    public ValueTask UndoAsync(StepContext context, string before, CancellationToken cancellation) =>
        context.At(World.Place).ChangeAsync("undo", context, Key, before, cancellation);
}

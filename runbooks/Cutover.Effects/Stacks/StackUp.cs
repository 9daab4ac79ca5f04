using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Changes a stack's config and brings it up: refused where the preview holds anything but what this step is for, and where the
/// preview is not the approved one. Taken back by the prior config and another up.
/// </summary>
/// <param name="Stack">The stack.</param>
/// <param name="Config">What config shall say, by key.</param>
/// <param name="Outputs">What the state's outputs say when it is so.</param>
/// <param name="Allows">The only changes that may be in the preview, as <c>type path</c> with [*] for an item of a list.</param>
public sealed record StackUp(
    Place<StackAddress> Stack,
    ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, string> Outputs,
    ImmutableArray<string> Allows) : IReversible<StackSeen>
{
    private const string Production = "production";

    public string Verb => $"bring up {Stack} with {Change(Config)}";

    public async ValueTask<Finding<StackSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var look = await context.At(Stack).Open(context).LookAsync(cancellation);
        var seen = new StackSeen(Of(Config.Keys, look.Config), Of(Outputs.Keys, look.Outputs));
        var asked = Config.All(entry => seen.Config[entry.Key] == entry.Value);
        var up = Outputs.All(entry => seen.Outputs[entry.Key] == entry.Value);
        var why = $"config says {Shown(seen.Config)}, the last up made {Shown(seen.Outputs)}";
        if (look.Pending > 0)
            return Finding.HalfDone(seen, $"{look.Pending} operations of an interrupted up are open; {why}");
        if (asked && up)
            return Finding.Done(seen, why);

        return asked ? Finding.HalfDone(seen, $"{why}; the up is missing") : Finding.NotDone(seen, why);
    }

    public async ValueTask DoAsync(StepContext context, StackSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await BringUpAsync(context, Config, Prior(before), cancellation);
    }

    public async ValueTask UndoAsync(StepContext context, StackSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await BringUpAsync(context, Prior(before), Config, cancellation);
    }

    /// <summary>Config and state say what they said before.</summary>
    public bool IsUndone(StackSeen before, StackSeen now) => before is not null && before.Equals(now);

    private async Task BringUpAsync(
        StepContext context, ImmutableSortedDictionary<string, string> config, ImmutableSortedDictionary<string, string> otherwise,
        CancellationToken cancellation)
    {
        var address = context.At(Stack);
        var driver = address.Open(context);
        if ((await driver.LookAsync(cancellation)).Pending > 0)
            await driver.RecoverAsync(cancellation);

        await driver.SetAsync(config, cancellation);
        var plan = await driver.PreviewAsync(cancellation);
        if (Refusal(context, address, Change(config), plan) is { } refusal)
        {
            await driver.SetAsync(otherwise, cancellation);
            throw new EffectException(refusal);
        }

        await driver.UpAsync(context.Say, cancellation);
    }

    private string? Refusal(StepContext context, StackAddress address, string change, StackPlanSeen plan)
    {
        var strange = plan.Changes.SelectMany(Strange).Take(3).ToList();
        if (strange.Count > 0)
            return $"The preview of {address.Stack} holds more than {change}: {string.Join(", ", strange)}. Nothing was brought up; "
                + "bring the rest up on its own, or take it out of the program.";
        if (address.Approved.IsEmpty && context.Environment != Production)
            return null;
        if (!address.Approved.TryGetValue(change, out var approved))
            return $"No preview of {address.Stack} is approved for {change}: look at it, then put \"{change}\": {plan.Hash} among its "
                + "approved hashes in the estate.";

        return approved == plan.Hash
            ? null
            : $"The preview of {address.Stack} for {change} has the hash {plan.Hash}, and {approved} was approved: look at what changed "
                + "since, and approve this one or restore that one.";
    }

    private IEnumerable<string> Strange(StackChange change) => change.Operation == "update"
        ? change.Paths.Where(path => !Allows.Contains($"{change.Type} {path}", StringComparer.Ordinal))
            .Select(path => $"{change.Name} {path}")
        : [$"{change.Operation} of {change.Name}"];

    private static ImmutableSortedDictionary<string, string> Prior(StackSeen before) => before.Config
        .Where(entry => entry.Value is not null)
        .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string?> Of(
        IEnumerable<string> keys, ImmutableSortedDictionary<string, string> values) =>
        keys.ToImmutableSortedDictionary(key => key, key => values.GetValueOrDefault(key), StringComparer.Ordinal);

    private static string Change(ImmutableSortedDictionary<string, string> config) =>
        string.Join(' ', config.Select(entry => $"{entry.Key}={entry.Value}"));

    private static string Shown(ImmutableSortedDictionary<string, string?> values) =>
        string.Join(' ', values.Select(entry => $"{entry.Key}={entry.Value ?? "(nothing)"}"));
}

using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that people approved what each of a night's ups would do, and that it would do just that today.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Changes">What each up sets in config, the ways back included.</param>
/// <param name="Allows">The only changes that may be in the previews.</param>
public sealed record PreviewsApproved(
    Place<StackAddress> Stack, ImmutableArray<ImmutableSortedDictionary<string, string>> Changes, ImmutableArray<string> Allows)
    : IProbe<ApprovalsSeen>
{
    public string Verb => $"see that the previews of {Stack} are approved for {string.Join(", ", Changes.Select(StackApprovals.Change))}";

    public async ValueTask<Finding<ApprovalsSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Stack);
        var judge = new StackJudge(address, context.Environment, Allows);
        var plans = await PreviewAsync(address.Open(context.Run), cancellation);
        var seen = new ApprovalsSeen(plans.ToImmutableSortedDictionary(plan => plan.Key, plan => plan.Value.Hash, StringComparer.Ordinal));
        foreach (var (change, plan) in plans)
        {
            if (await judge.RefusalAsync(change, plan, cancellation) is { } refusal)
                return Finding.NotDone(seen, refusal);
        }

        return Finding.Done(seen, $"{plans.Count} previews of {address.Stack} are what they should be");
    }

    /// <summary>Previews every change, with what was approved for it before; for a person to look at, never for a step.</summary>
    /// <param name="address">The stack's address.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EffectException">A preview holds more than its change, or the estate names no file for approvals.</exception>
    public async Task<ImmutableArray<PreviewToApprove>> LookAsync(StackAddress address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        var approved = await new StackApprovals(FileOf(address)).ReadAsync(cancellation);
        var judge = new StackJudge(address, "", Allows);
        var plans = await PreviewAsync(address.Open(new StepRun("approve", "approve", 1, 0)), cancellation);
        foreach (var (change, plan) in plans)
        {
            if (judge.Stranger(change, plan) is { } stranger)
                throw new EffectException(stranger);
        }

        return [.. plans.Select(plan => new PreviewToApprove(plan.Key, plan.Value, approved.GetValueOrDefault(plan.Key)))];
    }

    /// <summary>Approves just these previews, whatever another look would show.</summary>
    /// <param name="address">The stack's address.</param>
    /// <param name="seen">What somebody looked at.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EffectException">The estate names no file for approvals.</exception>
    public Task ApproveAsync(StackAddress address, IEnumerable<PreviewToApprove> seen, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new StackApprovals(FileOf(address)).AddAsync(
            seen.Select(preview => KeyValuePair.Create(preview.Change, preview.Plan.Hash)), cancellation);
    }

    private string FileOf(StackAddress address) => address.Approvals ?? throw new EffectException(
        $"The estate gives {Stack} no 'approvals', the file in which approved previews of {address.Stack} are kept; add it.");

    private async Task<SortedDictionary<string, StackPlanSeen>> PreviewAsync(IStackDriver driver, CancellationToken cancellation)
    {
        var plans = new SortedDictionary<string, StackPlanSeen>(StringComparer.Ordinal);
        foreach (var change in Changes)
            plans[StackApprovals.Change(change)] = await driver.PreviewAsync(change, cancellation);
        return plans;
    }
}

using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>Whether a preview may be brought up.</summary>
/// <param name="address">The stack.</param>
/// <param name="environment">Where: production brings up nothing that nobody approved.</param>
/// <param name="allows">The only changes that may be in the preview.</param>
internal sealed class StackJudge(StackAddress address, string environment, ImmutableArray<string> allows)
{
    private const string Production = "production";

    /// <summary>Null, or why not.</summary>
    /// <param name="change">The change of config that was previewed.</param>
    /// <param name="plan">What was seen.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> RefusalAsync(string change, StackPlanSeen plan, CancellationToken cancellation)
    {
        if (Stranger(change, plan) is { } stranger)
            return stranger;
        if (address.Approvals is null)
            return environment == Production
                ? $"The estate names no file with the approved previews of {address.Stack}, and production brings up nothing without: give "
                    + "it 'approvals', and approve with ./cutover approve."
                : null;

        var approved = (await new StackApprovals(address.Approvals).ReadAsync(cancellation)).GetValueOrDefault(change);
        if (approved is null)
            return $"No preview of {address.Stack} is approved for {change}; its hash is {plan.Hash}: look at it and approve it with "
                + "./cutover approve.";

        return approved == plan.Hash
            ? null
            : $"The preview of {address.Stack} for {change} has the hash {plan.Hash}, and {approved} was approved: look at what changed "
                + "since, and approve this one (./cutover approve) or restore that one.";
    }

    /// <summary>Null, or what the preview holds beside the change it is for.</summary>
    public string? Stranger(string change, StackPlanSeen plan)
    {
        var strange = plan.Changes.SelectMany(Strange).Take(3).ToList();
        return strange.Count == 0
            ? null
            : $"The preview of {address.Stack} holds more than {change}: {string.Join(", ", strange)}. Nothing was brought up; "
                + "bring the rest up on its own, or take it out of the program.";
    }

    private IEnumerable<string> Strange(StackChange change) => change.Operation == "update"
        ? change.Paths.Where(path => !allows.Contains($"{change.Type} {path}", StringComparer.Ordinal))
            .Select(path => $"{change.Name} {path}")
        : [$"{change.Operation} of {change.Name}"];
}

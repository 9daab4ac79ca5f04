using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check, days ahead, that a transport leads where it should before the night, and that its map can be replaced with the rights that
/// there are.
/// </summary>
/// <param name="Transport">The transport.</param>
/// <param name="From">Where it leads before.</param>
/// <param name="To">Where it will lead.</param>
public sealed record CanSwitch(
    Place<MailTransportAddress> Transport, Place<MailTargetAddress> From, Place<MailTargetAddress> To) : IProbe<TransportMapSeen>
{
    private const string IsWritable =
        """
        test -w "$1" || { echo "$1 cannot be written" >&2; exit 1; }
        test -w "${1%/*}" || { echo "${1%/*} cannot be written, where its new text comes first" >&2; exit 1; }
        """;

    public string Verb => $"see that the mail of {Transport} can be pointed to {To}";

    public async ValueTask<Finding<TransportMapSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport);
        var leads = await new SwitchTransport(Transport, From, To).ProbeAsync(context, cancellation);
        if (leads.Verdict is not (Verdict.NotDone or Verdict.Done) || leads.Value is not { } seen)
            return leads;
        try
        {
            await new PostfixServer(context, at.Server).ScriptAsync(IsWritable, [at.Map], "", cancellation);
            return Finding.Done(seen, $"{leads.Why}; {at.Map} can be written");
        }
        catch (EffectException refused)
        {
            return Finding.NotDone(seen, $"{refused.Message} Give {Transport} a way to do so ('before' in the estate's file).");
        }
    }
}

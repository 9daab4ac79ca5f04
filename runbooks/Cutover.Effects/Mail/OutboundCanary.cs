using System.Security.Cryptography;
using System.Text;
using CliWrap;
using Cutover.Engine;
using MimeKit;

namespace Cutover.Effects;

/// <summary>
/// Sends a message as an application would, from its host through the relay, and judges what comes out at the other end as a receiver
/// would: From and envelope are the application's, DKIM verifies and is of the same domain, SPF passes for the address it came from.
/// </summary>
/// <param name="Application">Who sends.</param>
/// <param name="Mailbox">Where to.</param>
/// <param name="Domain">The sender's domain.</param>
public sealed record OutboundCanary(
    Place<MailSenderAddress> Application, Place<MailboxReadAddress> Mailbox, Place<MailDomainAddress> Domain) : IEffect<OutboundSeen>
{
    public string Verb =>
        $"send a message as {Application} through its relay and see it come out with DKIM, SPF and From as they should be";

    public async ValueTask<Finding<OutboundSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Application);
        if (await FindAsync(context, cancellation) is not { } message)
            return Finding.NotDone(new OutboundSeen(false, null), $"no message of {at.Sender} is in {context.At(Mailbox).To}; one that the "
                + $"relay at {at.Relay} took and that does not come waits there or was refused behind it: its queue and its log say why");

        var receipt = new MailReceipt(message);
        var seen = new OutboundSeen(true, receipt.From);
        var faults = new List<string>();
        if (receipt.Author != at.Sender)
            faults.Add($"its From is {receipt.Author}");
        if (receipt.Envelope != at.Sender)
            faults.Add($"its envelope sender is {receipt.Envelope}");
        foreach (var server in context.At(Domain).Servers.Take(1))
        {
            if (await receipt.DkimFaultAsync(server, at.Sender, cancellation) is { } fault)
                faults.Add(fault);
            var (passes, result) = receipt.From is null
                ? (false, "nothing, for nobody knows where it came from")
                : await SpfCheck.AskAsync(server, receipt.From, receipt.Envelope, cancellation);
            if (!passes)
                faults.Add($"SPF says {result} to its coming from {receipt.From}");
        }

        return faults.Count == 0
            ? Finding.Done(seen, $"a message of {at.Sender} came from {receipt.From}, DKIM and SPF pass")
            : Finding.Unknown<OutboundSeen>($"a message of {at.Sender} came to {context.At(Mailbox).To}, and {string.Join("; ", faults)}: "
                + "receivers would refuse it or call it spam");
    }

    public async ValueTask DoAsync(StepContext context, OutboundSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Application);
        var message = MailCanary.Message(at.Sender, context.At(Mailbox).To);
        message.MessageId = Id(context);
        await RelaySubmission.SendAsync(at, message, context.Run, cancellation);
    }

    private static string Id(StepContext context) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.Run.IdempotencyKey)))[..24]}.outbound@cutover.invalid";

    private async Task<MimeMessage?> FindAsync(StepContext context, CancellationToken cancellation)
    {
        var box = context.At(Mailbox);
        var text = new StringBuilder();
        var errand = new Errand(box.Host, box.Read) { Output = PipeTarget.ToStringBuilder(text, Encoding.Latin1) };
        await Leash.RunToSuccessAsync(errand, cancellation);
        var wanted = $"<{Id(context)}>";
        var found = text.ToString().Split('\f').FirstOrDefault(each => each.Contains(wanted, StringComparison.Ordinal));
        if (found is null)
            return null;

        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(found[(found.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        return await MimeMessage.LoadAsync(stream, cancellation);
    }
}

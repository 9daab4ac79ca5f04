using Cutover.Infra;

namespace Cutover.Stacks;

/// <summary>The zone's records about mail: who takes it in, with which key, and who may send it.</summary>
internal sealed class MailRecords(ZoneRecords records, EdgeSettings settings)
{
    // SES signs with three keys, always: https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html
    private const int Selectors = 3;

    public void Add(OtherStack mail)
    {
        Inbound();
        Policies();
        var tokens = mail.List("dkimTokens");
        for (var i = 0; i < Selectors; i++)
        {
            var index = i;
            records.Selector(settings.Zone, i + 1, tokens.Apply(all => all[index]), settings.Ttl);
        }

        // The name is the mail stack's config, so it is known before anything exists.
        var feedback = mail.Text("region").Apply(region => $"feedback-smtp.{region}.amazonses.com");
        mail.Text("mailFrom").Apply(host =>
        {
            records.Bounces(host, feedback, settings.Ttl);
            return host;
        });
    }

    private void Inbound()
    {
        foreach (var (server, index) in settings.MailServers.Select((server, index) => (server, index)))
        {
            records.Mail(settings.Zone, server, 10 * (index + 1), settings.Ttl);
            foreach (var digest in settings.MailKeys)
                records.MailKey(server, digest, settings.Ttl);
        }
    }

    private void Policies()
    {
        var senders = string.Join(' ', settings.Senders);
        records.Text(settings.Zone, $"v=spf1 {senders} include:amazonses.com ~all", settings.Ttl, "spf");
        records.Text($"_dmarc.{settings.Zone}", $"v=DMARC1; p=none; rua=mailto:{settings.Reports}", settings.Ttl);
        records.Authority(settings.Zone, "letsencrypt.org", settings.Ttl);
        records.Authority(settings.Zone, "pki.goog", settings.Ttl);
    }
}

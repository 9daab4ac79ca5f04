using System.Collections.Immutable;
using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>Outbound mail through SES, and credentials of their own for each program that sends.</summary>
public sealed class MailStack : Stack
{
    public MailStack(StackContext context) : base(context.Options)
    {
        var settings = context.Settings;
        var region = settings.Text("region", "the AWS region of SES", "[a-z]{2}-[a-z]+-[0-9]", "us-west-2");
        var domain = settings.Text("domain", "the domain that mail comes from", Patterns.Host, "ietf.org");
        var mailFrom = settings.Text("mailFrom", "the name below the domain that bounces go to", Patterns.Word, "bounces");
        var senders = settings.Open("senders", "each program that sends, with the addresses it may send from",
            Patterns.Word, "[a-zA-Z0-9*._+-]*@" + Patterns.Host, "{datatracker: \"*@ietf.org\"}");
        settings.NothingElse();

        var aws = new Pulumi.Aws.Provider("aws", new Pulumi.Aws.ProviderArgs { Region = region });
        var there = new ComponentResourceOptions { Provider = aws };
        var mail = new OutboundMail("mail", new OutboundMailArgs
        {
            Environment = context.Environment,
            Domain = domain,
            MailFrom = $"{mailFrom}.{domain}",
        }, there);
        var events = new MailEvents("mail-events", context.Environment, mail.SetName, there);
        var users = senders.ToDictionary(
            sender => sender.Key,
            sender => new AwsUser($"smtp-{sender.Key}", context.Environment, AwsPermissions.Send(mail.IdentityArn, sender.Value), there),
            StringComparer.Ordinal);
        var measures = new AwsUser("measure", context.Environment, AwsPermissions.Measure(MetricAlarms.Space(context.Environment)), there);

        (Region, Domain, MailFrom) = (Output.Create(region), Output.Create(domain), Output.Create($"{mailFrom}.{domain}"));
        (DkimTokens, SetName) = (mail.DkimTokens, mail.SetName);
        (EventQueue, UnhandledQueue) = (events.QueueName, events.UnhandledName);
        SmtpUsers = Together(users, user => user.KeyId);
        SmtpPasswords = Output.CreateSecret(Together(users, user => user.SmtpPassword));
        (MeasureKeyId, MeasureSecret) = (measures.KeyId, Output.CreateSecret(measures.Secret));
    }

    [Output("region")]
    public Output<string> Region { get; private set; }

    [Output("domain")]
    public Output<string> Domain { get; private set; }

    [Output("mailFrom")]
    public Output<string> MailFrom { get; private set; }

    [Output("dkimTokens")]
    public Output<ImmutableArray<string>> DkimTokens { get; private set; }

    /// <summary>What programs name when they send, so that bounces are told.</summary>
    [Output("setName")]
    public Output<string> SetName { get; private set; }

    [Output("eventQueue")]
    public Output<string> EventQueue { get; private set; }

    [Output("unhandledQueue")]
    public Output<string> UnhandledQueue { get; private set; }

    /// <summary>Each program's user name at email-smtp.REGION.amazonaws.com:587.</summary>
    [Output("smtpUsers")]
    public Output<ImmutableDictionary<string, string>> SmtpUsers { get; private set; }

    [Output("smtpPasswords")]
    public Output<ImmutableDictionary<string, string>> SmtpPasswords { get; private set; }

    /// <summary>What the hosts' own measurements are written with.</summary>
    [Output("measureKeyId")]
    public Output<string> MeasureKeyId { get; private set; }

    [Output("measureSecret")]
    public Output<string> MeasureSecret { get; private set; }

    private static Output<ImmutableDictionary<string, string>> Together(
        Dictionary<string, AwsUser> users, Func<AwsUser, Output<string>> part) =>
        Output.All(users.Values.Select(part)).Apply(values => users.Keys.Zip(values)
            .ToImmutableDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
}

using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.SesV2;
using Pulumi.Aws.SesV2.Inputs;

namespace Cutover.Infra;

/// <summary>
/// A domain's outbound mail on SES: the identity with DKIM, its MAIL FROM, the configuration set with TLS and suppression,
/// and where bounces and complaints are told.
/// </summary>
public sealed class OutboundMail : Part
{
    public OutboundMail(string name, OutboundMailArgs args, ComponentResourceOptions? options = null)
        : base("cutover:aws:OutboundMail", name, args.Environment, options)
    {
        var set = new ConfigurationSet(Named("set"), new ConfigurationSetArgs
        {
            ConfigurationSetName = Provided("set"),
            DeliveryOptions = new ConfigurationSetDeliveryOptionsArgs { TlsPolicy = "REQUIRE" },
            ReputationOptions = new ConfigurationSetReputationOptionsArgs { ReputationMetricsEnabled = true },
            SendingOptions = new ConfigurationSetSendingOptionsArgs { SendingEnabled = true },
            SuppressionOptions = new ConfigurationSetSuppressionOptionsArgs { SuppressedReasons = { "BOUNCE", "COMPLAINT" } },
        }, Under());
        var identity = new EmailIdentity(Named("identity"), new EmailIdentityArgs
        {
            EmailIdentityDetails = args.Domain,
            ConfigurationSetName = set.ConfigurationSetName,
            DkimSigningAttributes = new EmailIdentityDkimSigningAttributesArgs { NextSigningKeyLength = "RSA_2048_BIT" },
        }, Kept());
        _ = new EmailIdentityMailFromAttributes(Named("mail-from"), new EmailIdentityMailFromAttributesArgs
        {
            EmailIdentity = identity.EmailIdentityDetails,
            MailFromDomain = args.MailFrom,
            // A MAIL FROM without its MX would silently lose SPF alignment; better that the mail waits.
            BehaviorOnMxFailure = "REJECT_MESSAGE",
        }, Under());
        // Bounces come through the queue; a mail for each beside it would itself bounce and loop.
        _ = new EmailIdentityFeedbackAttributes(Named("feedback"), new EmailIdentityFeedbackAttributesArgs
        {
            EmailIdentity = identity.EmailIdentityDetails,
            EmailForwardingEnabled = false,
        }, Under());
        _ = new AccountSuppressionAttributes(Named("suppression"), new AccountSuppressionAttributesArgs
        {
            SuppressedReasons = { "BOUNCE", "COMPLAINT" },
        }, Under());
        (SetName, IdentityArn) = (set.ConfigurationSetName, identity.Arn);
        DkimTokens = identity.DkimSigningAttributes.Apply(signing => signing.Tokens);
        RegisterOutputs();
    }

    [Output("setName")]
    public Output<string> SetName { get; private set; }

    [Output("identityArn")]
    public Output<string> IdentityArn { get; private set; }

    /// <summary>Three names, each a CNAME below _domainkey that leads to SES's key.</summary>
    [Output("dkimTokens")]
    public Output<ImmutableArray<string>> DkimTokens { get; private set; }
}

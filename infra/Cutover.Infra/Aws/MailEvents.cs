using Pulumi;
using Pulumi.Aws.SesV2;
using Pulumi.Aws.SesV2.Inputs;
using Pulumi.Aws.Sns;
using Pulumi.Aws.Sqs;

namespace Cutover.Infra;

/// <summary>
/// What becomes of mail after it was sent: bounces, complaints and rejections, kept in a queue until somebody handled them.
/// </summary>
public sealed class MailEvents : Part
{
    private const int Days = 24 * 60 * 60;

    /// <param name="name">The component's name.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="set">The configuration set whose mail it is.</param>
    /// <param name="options">As for any component.</param>
    public MailEvents(string name, string environment, Input<string> set, ComponentResourceOptions? options = null)
        : base("cutover:aws:MailEvents", name, environment, options)
    {
        var topic = new Topic(Named("topic"), new TopicArgs { Name = Provided("topic") }, Under());
        var unhandled = new Queue(Named("unhandled"), new QueueArgs
        {
            Name = Provided("unhandled"),
            MessageRetentionSeconds = 14 * Days,
            SqsManagedSseEnabled = true,
        }, Kept());
        var queue = new Queue(Named("queue"), new QueueArgs
        {
            Name = Provided("queue"),
            MessageRetentionSeconds = 14 * Days,
            VisibilityTimeoutSeconds = 60,
            SqsManagedSseEnabled = true,
            RedrivePolicy = Output.Format($"{{\"deadLetterTargetArn\":\"{unhandled.Arn}\",\"maxReceiveCount\":5}}"),
        }, Kept());
        _ = new TopicPolicy(Named("topic-policy"), new TopicPolicyArgs
        {
            Arn = topic.Arn,
            Policy = AwsPermissions.Service("ses.amazonaws.com", "sns:Publish", topic.Arn, "aws:SourceAccount", AccountOf(topic.Arn)),
        }, Under());
        _ = new QueuePolicy(Named("queue-policy"), new QueuePolicyArgs
        {
            QueueUrl = queue.Url,
            Policy = AwsPermissions.Service("sns.amazonaws.com", "sqs:SendMessage", queue.Arn, "aws:SourceArn", topic.Arn),
        }, Under());
        _ = new TopicSubscription(Named("subscription"), new TopicSubscriptionArgs
        {
            Topic = topic.Arn,
            Protocol = "sqs",
            Endpoint = queue.Arn,
            RawMessageDelivery = true,
        }, Under());
        _ = new ConfigurationSetEventDestination(Named("destination"), new ConfigurationSetEventDestinationArgs
        {
            ConfigurationSetName = set,
            EventDestinationName = Provided("destination"),
            EventDestination = new ConfigurationSetEventDestinationEventDestinationArgs
            {
                Enabled = true,
                MatchingEventTypes = { "BOUNCE", "COMPLAINT", "REJECT", "DELIVERY_DELAY" },
                SnsDestination = new ConfigurationSetEventDestinationEventDestinationSnsDestinationArgs { TopicArn = topic.Arn },
            },
        }, Under());
        (TopicArn, QueueName, UnhandledName) = (topic.Arn, queue.Name, unhandled.Name);
        RegisterOutputs();
    }

    [Output("topicArn")]
    public Output<string> TopicArn { get; private set; }

    [Output("queueName")]
    public Output<string> QueueName { get; private set; }

    [Output("unhandledName")]
    public Output<string> UnhandledName { get; private set; }

    // arn:partition:service:region:account:name
    private static Output<string> AccountOf(Output<string> arn) =>
        arn.Apply(text => text.Split(':') is [_, _, _, _, var account, ..] ? account : text);
}

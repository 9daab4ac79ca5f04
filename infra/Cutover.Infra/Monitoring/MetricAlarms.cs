using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Sns;

namespace Cutover.Infra;

/// <summary>
/// Alarms on what is measured at AWS: SES's own reputation, and what the hosts themselves send there every minute because no
/// provider measures it: disk latency and the age of the oldest queued mail.
/// </summary>
public sealed class MetricAlarms : Part
{
    private readonly string _environment;
    private readonly Topic _topic;

    /// <param name="name">The component's name.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="mail">Who is told.</param>
    /// <param name="options">As for any component.</param>
    public MetricAlarms(string name, string environment, IReadOnlyList<string> mail, ComponentResourceOptions? options = null)
        : base("cutover:monitoring:MetricAlarms", name, environment, options)
    {
        _environment = environment;
        _topic = new Topic(Named("topic"), new TopicArgs { Name = Provided("topic") }, Under());
        foreach (var address in mail)
        {
            _ = new TopicSubscription(Named(address.Replace('@', '-')), new TopicSubscriptionArgs
            {
                Topic = _topic.Arn,
                Protocol = "email",
                Endpoint = address,
            }, Under());
        }

        // AWS looks at an account from 5 % bounces and 0.1 % complaints on, and stops its mail at 10 % and 0.5 %:
        // https://docs.aws.amazon.com/ses/latest/dg/reputation-dashboard-messages.html
        Alarm("bounces", "AWS/SES", "Reputation.BounceRate", 0.04, "Average", 3600, [], "ignore");
        Alarm("complaints", "AWS/SES", "Reputation.ComplaintRate", 0.0008, "Average", 3600, [], "ignore");
        RegisterOutputs();
    }

    /// <summary>The namespace that the hosts of an environment write their measurements to.</summary>
    public static string Space(string environment) => $"Cutover/{environment}";

    /// <summary>Bounces and complaints that nobody handled.</summary>
    public void Unhandled(Input<string> queue) => Alarm(
        "unhandled", "AWS/SQS", "ApproximateNumberOfMessagesVisible", 0, "Maximum", 300, new() { ["QueueName"] = queue }, "notBreaching");

    /// <summary>A host that stops measuring is an alarm as well.</summary>
    public void Host(string service)
    {
        Alarm($"{service}-disk-latency", Space(_environment), "DiskLatencyMilliseconds", 50, "Average", 300, Of(service), "breaching");
        Alarm($"{service}-mail-age", Space(_environment), "OldestQueuedMailSeconds", 900, "Maximum", 300, Of(service), "breaching");

        static InputMap<string> Of(string service) => new() { ["Service"] = service };
    }

    private void Alarm(
        string role, string space, string metric, double limit, string statistic, int seconds, InputMap<string> of, string missing) =>
        _ = new MetricAlarm(Named(role), new MetricAlarmArgs
        {
            Name = Provided(role),
            AlarmDescription = $"{_environment}: {metric} above {limit}",
            Namespace = space,
            MetricName = metric,
            Dimensions = of,
            Statistic = statistic,
            Period = seconds,
            EvaluationPeriods = 2,
            ComparisonOperator = "GreaterThanThreshold",
            Threshold = limit,
            TreatMissingData = missing,
            AlarmActions = { _topic.Arn },
            OkActions = { _topic.Arn },
        }, Under());
}

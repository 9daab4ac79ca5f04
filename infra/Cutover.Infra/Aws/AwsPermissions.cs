using System.Text.Json.Nodes;
using Pulumi;

namespace Cutover.Infra;

/// <summary>What the parts of the estate may do at AWS: each policy allows one thing to one.</summary>
public static class AwsPermissions
{
    /// <summary>Send mail as these addresses, through this identity.</summary>
    public static Output<string> Send(Output<string> identityArn, string from) => identityArn.Apply(arn =>
        Allow(null, ["ses:SendRawEmail", "ses:SendEmail"], arn, "StringLike", "ses:FromAddress", from));

    /// <summary>Write one namespace's measurements, and read nothing.</summary>
    public static string Measure(string space) =>
        Allow(null, ["cloudwatch:PutMetricData"], "*", "StringEquals", "cloudwatch:namespace", space);

    /// <summary>Lets one service of AWS do one thing to this, on behalf of one source.</summary>
    public static Output<string> Service(
        string service, string action, Output<string> resource, string condition, Output<string> source) =>
        Output.Tuple(resource, source).Apply(both => Allow(service, [action], both.Item1, "StringEquals", condition, both.Item2));

    private static string Allow(string? service, string[] actions, string resource, string test, string key, string value)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
            ["Resource"] = resource,
            ["Condition"] = new JsonObject { [test] = new JsonObject { [key] = value } },
        };
        if (service is not null)
            statement["Principal"] = new JsonObject { ["Service"] = service };
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) }.ToJsonString();
    }
}

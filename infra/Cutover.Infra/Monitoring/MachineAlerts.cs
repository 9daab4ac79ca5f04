using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Cutover.Infra;

/// <summary>Alerts on one virtual machine on Azure.</summary>
public sealed class MachineAlerts : Part
{
    private readonly string _environment;
    private readonly string _name;

    /// <param name="name">The service.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="group">The resource group of machine and alerts.</param>
    /// <param name="machine">The machine's id.</param>
    /// <param name="action">The action group that is told.</param>
    /// <param name="options">As for any component.</param>
    public MachineAlerts(
        string name, string environment, Output<string> group, Output<string> machine, ActionGroup action,
        ComponentResourceOptions? options = null)
        : base("cutover:monitoring:MachineAlerts", name, environment, options)
    {
        (_environment, _name) = (environment, name);
        Alert("memory", "Available Memory Bytes", Operator.LessThan, 400_000_000);
        Alert("processor", "Percentage CPU", Operator.GreaterThan, 90);
        Alert("disk-latency", "Data Disk Latency", Operator.GreaterThan, 50);
        RegisterOutputs();

        void Alert(string role, string metric, Operator comparison, double threshold) =>
            _ = new MetricAlert(Named(role), new MetricAlertArgs
        {
            ResourceGroupName = group,
            RuleName = Provided(role),
            Location = "global",
            Description = $"{_environment} {_name}: {metric} {comparison} {threshold}",
            Enabled = true,
            Severity = 2,
            EvaluationFrequency = "PT1M",
            WindowSize = "PT5M",
            AutoMitigate = true,
            Scopes = { machine },
            Actions = { new MetricAlertActionArgs { ActionGroupId = action.Id } },
            Criteria = One(metric, comparison, threshold),
        }, Under());
    }

    private static MetricAlertSingleResourceMultipleMetricCriteriaArgs One(string metric, Operator comparison, double threshold) => new()
    {
        OdataType = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        AllOf =
        {
            new MetricCriteriaArgs
            {
                CriterionType = "StaticThresholdCriterion",
                Name = "one",
                MetricNamespace = "Microsoft.Compute/virtualMachines",
                MetricName = metric,
                Operator = comparison,
                Threshold = threshold,
                TimeAggregation = AggregationTypeEnum.Average,
            },
        },
    };
}

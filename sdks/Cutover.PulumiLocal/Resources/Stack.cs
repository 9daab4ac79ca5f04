namespace Pulumi;

/// <summary>The root of every resource; its properties marked <see cref="OutputAttribute"/> are the stack's outputs.</summary>
public class Stack : ComponentResource
{
    internal const string Token = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(Token, $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}", Converted(options)) =>
        Deployment.Running.Stack = this;

    /// <exception cref="RunException">An output has no value, or its property is no Output.</exception>
    internal void RegisterPropertyOutputs()
    {
        var outputs = PropertyOutputs();
        var unassigned = outputs.Where(output => output.Value is null).Select(output => output.Key).Order(StringComparer.Ordinal).ToList();
        if (unassigned.Count > 0)
        {
            throw new RunException($"Output(s) '{string.Join(", ", unassigned)}' have no value assigned. "
                + "[Output] attributed properties must be assigned inside Stack constructor.");
        }
        var strays = outputs.Where(output => output.Value is not IOutput)
            .Select(output => output.Key).Order(StringComparer.Ordinal).ToList();
        if (strays.Count > 0)
        {
            throw new RunException($"Output(s) '{string.Join(", ", strays)}' have incorrect type. "
                + "[Output] attributed properties must be instances of Output<T>.");
        }
        RegisterOutputs(outputs);
    }

    internal void Publish(IDictionary<string, object?> outputs) => RegisterOutputs(outputs);

    private static ComponentResourceOptions Converted(StackOptions? options) =>
        new() { ResourceTransformations = options?.ResourceTransformations ?? [] };
}

using Pulumi;

namespace Cutover.Stacks;

/// <summary>What a stack is made from: its environment, its config and the other stacks' outputs.</summary>
public sealed class StackContext(string environment, StackSettings settings)
{
    public string Environment { get; } = environment;

    public StackSettings Settings { get; } = settings;

    /// <summary>What a preview wants to see of every resource; null when Pulumi itself runs the stack.</summary>
    public StackOptions? Options { get; init; }

    /// <summary>The outputs of the same environment's stack of another kind.</summary>
    public OtherStack From(string kind)
    {
        var instance = Deployment.Instance;
        return new OtherStack(new StackReference($"{instance.OrganizationName}/{instance.ProjectName}/{kind}-{Environment}"));
    }
}

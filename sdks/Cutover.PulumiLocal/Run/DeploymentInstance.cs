using Pulumi.Testing;

namespace Pulumi;

/// <summary>The run that is being evaluated, as the program sees it.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(TestOptions options)
    {
        StackName = options.StackName ?? "stack";
        ProjectName = options.ProjectName ?? "project";
        OrganizationName = options.OrganizationName ?? "organization";
        RootDirectory = options.RootDirectory ?? "";
        IsDryRun = options.IsPreview ?? true;
    }

    public string StackName { get; }

    public string ProjectName { get; }

    public string RootDirectory { get; }

    public string OrganizationName { get; }

    public bool IsDryRun { get; }
}

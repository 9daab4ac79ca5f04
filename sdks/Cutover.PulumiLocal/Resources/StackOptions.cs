namespace Pulumi;

/// <summary>Options that reach every resource of a stack.</summary>
public class StackOptions
{
    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];
}

namespace Pulumi;

/// <summary>What a transformation makes of a resource.</summary>
public readonly struct ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
{
    public ResourceArgs Args => args;

    public ResourceOptions Options => options;
}

namespace Pulumi;

/// <summary>A resource that a provider makes.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args, CustomResourceOptions.Merge(null, options))
    {
    }

    /// <summary>The provider's name for it; filled when the registration has an answer.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}

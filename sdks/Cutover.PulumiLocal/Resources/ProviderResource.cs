namespace Pulumi;

/// <summary>A provider with settings of its own, such as a region.</summary>
public class ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
    : CustomResource($"pulumi:providers:{package}", name, args, options)
{
    internal string Package => GetResourceType().Split(':')[2];

    /// <summary>URN and id, as resources refer to their provider.</summary>
    internal async Task<string> ReferenceAsync() => $"{(await Urn.Data).Value}::{(await Id.Data).Value}";
}

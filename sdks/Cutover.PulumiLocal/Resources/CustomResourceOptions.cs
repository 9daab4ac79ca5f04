namespace Pulumi;

/// <summary>What is said of a provider's resource apart from its arguments.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    public bool? DeleteBeforeReplace { get; set; }

    public List<string> AdditionalSecretOutputs { get; set; } = [];

    /// <summary>Takes over the existing resource of this id.</summary>
    public string? ImportId { get; set; }

    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            merged.Take(options);
            merged.DeleteBeforeReplace = options?.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.AdditionalSecretOutputs = [.. merged.AdditionalSecretOutputs, .. options?.AdditionalSecretOutputs ?? []];
            merged.ImportId = options?.ImportId ?? merged.ImportId;
        }
        return merged;
    }
}

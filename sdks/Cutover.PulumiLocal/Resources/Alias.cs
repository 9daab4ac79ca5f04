namespace Pulumi;

/// <summary>What a resource was called before, so that a renaming is no replacement.</summary>
public sealed class Alias
{
    public string? Urn { get; set; }

    public Input<string>? Name { get; set; }

    public Input<string>? Type { get; set; }

    public Resource? Parent { get; set; }

    public bool NoParent { get; set; }
}

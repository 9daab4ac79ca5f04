namespace Pulumi;

/// <summary>The type token and the provider's version of a generated resource.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute(string type, string? version) : Attribute
{
    public string Type => type;

    public string? Version => version;
}

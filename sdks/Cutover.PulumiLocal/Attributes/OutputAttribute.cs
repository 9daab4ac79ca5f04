namespace Pulumi;

/// <summary>Marks a property that a registration fills, with its wire name when that differs.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    public string? Name => name;
}

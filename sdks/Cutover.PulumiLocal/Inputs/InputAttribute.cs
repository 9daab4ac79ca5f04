namespace Pulumi;

/// <summary>Marks an argument with its wire name. With <paramref name="json"/> it travels as JSON text, as provider settings do.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
{
    internal string Name => name;

    internal bool IsRequired => required;

    internal bool Json => json;
}

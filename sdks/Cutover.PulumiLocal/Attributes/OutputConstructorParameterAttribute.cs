namespace Pulumi;

/// <summary>The wire name of a parameter that cannot bear it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputConstructorParameterAttribute(string name) : Attribute
{
    public string Name => name;
}

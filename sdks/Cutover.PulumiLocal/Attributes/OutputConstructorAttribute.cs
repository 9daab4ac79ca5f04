namespace Pulumi;

/// <summary>Marks the constructor that outputs are read into; its parameters have the wire names.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;

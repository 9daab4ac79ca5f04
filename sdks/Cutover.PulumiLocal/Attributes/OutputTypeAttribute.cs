namespace Pulumi;

/// <summary>Marks a nested type that outputs are read into.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute : Attribute;

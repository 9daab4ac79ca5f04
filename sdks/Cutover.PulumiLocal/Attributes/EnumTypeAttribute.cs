namespace Pulumi;

/// <summary>Marks a struct that stands for a provider's enumeration.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;

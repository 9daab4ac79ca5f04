namespace Pulumi;

/// <summary>One output of another stack: plain or secret.</summary>
public sealed class StackReferenceOutputDetails
{
    public object? Value { get; set; }

    public object? SecretValue { get; set; }
}

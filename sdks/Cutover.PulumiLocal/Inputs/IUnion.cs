namespace Pulumi;

/// <summary>A union whose sides are not known at compile time.</summary>
internal interface IUnion
{
    object? Held { get; }
}

namespace Pulumi;

/// <summary>Sees a resource's arguments and options before it is registered, and may change them; null leaves them.</summary>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);

namespace Pulumi;

/// <summary>The arguments of one resource.</summary>
public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new None();

    private sealed class None : ResourceArgs;
}

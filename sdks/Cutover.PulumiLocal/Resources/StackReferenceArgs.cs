namespace Pulumi;

/// <summary>Which stack a reference reads, where its own name does not say so.</summary>
public class StackReferenceArgs : ResourceArgs
{
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

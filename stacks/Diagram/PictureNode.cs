namespace Cutover.Stacks;

/// <summary>Something in the picture.</summary>
/// <param name="Id">What arrows name it by.</param>
/// <param name="Text">For people.</param>
public sealed record PictureNode(string Id, string Text);

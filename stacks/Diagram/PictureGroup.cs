using System.Collections.Immutable;

namespace Cutover.Stacks;

/// <summary>A box of the picture.</summary>
/// <param name="Id">In lower case.</param>
/// <param name="Title">For people.</param>
/// <param name="Column">Where it stands, from left to right; boxes of one column stand below each other.</param>
/// <param name="Nodes">What is in it, from top to bottom.</param>
public sealed record PictureGroup(string Id, string Title, int Column, ImmutableArray<PictureNode> Nodes);

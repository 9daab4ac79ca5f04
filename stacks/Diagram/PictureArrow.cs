namespace Cutover.Stacks;

/// <summary>Who asks whom.</summary>
/// <param name="From">A node.</param>
/// <param name="To">A node.</param>
/// <param name="Text">What it is about; may be empty.</param>
/// <param name="IsUsed">Whether requests go there now; else the way is there and closed.</param>
public sealed record PictureArrow(string From, string To, string Text, bool IsUsed);

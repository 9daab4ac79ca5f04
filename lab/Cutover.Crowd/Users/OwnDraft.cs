namespace Cutover.Crowd;

/// <summary>A draft that its author saw posted.</summary>
/// <param name="Name">Its name, also the key of its submission.</param>
/// <param name="Revision">Its revision, two digits.</param>
public sealed record OwnDraft(string Name, string Revision);

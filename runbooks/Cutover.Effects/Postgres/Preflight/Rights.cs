namespace Cutover.Effects;

/// <summary>What lets Cutover in on each side.</summary>
/// <param name="OldDoor">By what the old side can be made a subscriber, for the way back.</param>
/// <param name="NewDoor">By what the new side can be made a subscriber.</param>
/// <param name="OldPublishes">Whether every table of the old side can be published.</param>
/// <param name="NewPublishes">Whether every table of the new side can be published.</param>
public sealed record Rights(string? OldDoor, string? NewDoor, bool OldPublishes, bool NewPublishes);

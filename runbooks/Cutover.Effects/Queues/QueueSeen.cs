namespace Cutover.Effects;

/// <summary>One queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">Tasks that wait for a worker.</param>
/// <param name="Unacknowledged">Tasks that a worker has taken and has not said to be done.</param>
/// <param name="Consumers">How many take from it.</param>
public sealed record QueueSeen(string Name, long Ready, long Unacknowledged, int Consumers);

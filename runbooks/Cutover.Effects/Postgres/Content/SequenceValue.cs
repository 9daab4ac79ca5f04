namespace Cutover.Effects;

/// <summary>Where a sequence stands.</summary>
/// <param name="Name">Schema and name.</param>
/// <param name="Last">The value it gave last, or where <paramref name="IsCalled"/> is false gives next.</param>
/// <param name="IsCalled">Whether <paramref name="Last"/> was given already.</param>
public sealed record SequenceValue(string Name, long Last, bool IsCalled);

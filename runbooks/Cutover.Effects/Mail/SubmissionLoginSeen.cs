namespace Cutover.Effects;

/// <summary>A login at a submission server.</summary>
/// <param name="User">Who was let in.</param>
public sealed record SubmissionLoginSeen(string User);

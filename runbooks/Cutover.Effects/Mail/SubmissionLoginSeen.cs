namespace Cutover.Effects;

/// <summary>A login at a submission server.</summary>
/// <param name="User">Who asked.</param>
/// <param name="LetIn">Whether the password was taken.</param>
public sealed record SubmissionLoginSeen(string User, bool LetIn);

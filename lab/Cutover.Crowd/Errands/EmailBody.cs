namespace Cutover.Crowd;

/// <summary>The body of POST /api/email/.</summary>
/// <param name="Dest">What the message is for.</param>
/// <param name="Message">The message, in base64.</param>
internal sealed record EmailBody(string Dest, string Message);

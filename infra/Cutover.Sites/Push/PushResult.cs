namespace Cutover.Sites;

/// <summary>What a push did.</summary>
internal sealed record PushResult(int Sent, long Bytes, int Deleted);

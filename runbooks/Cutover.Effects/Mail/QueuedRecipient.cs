namespace Cutover.Effects;

/// <summary>Somebody a message waits for.</summary>
/// <param name="Address">After rewriting, as the transport map sees it.</param>
/// <param name="Reason">Why it was not delivered; empty where it was not tried yet.</param>
internal sealed record QueuedRecipient(string Address, string Reason)
{
    /// <summary>How Postfix says that defer_transports names the transport (qmgr_deliver.c, qmgr_transport.c).</summary>
    public bool IsHeld => Reason.Contains("deferred transport", StringComparison.Ordinal);

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];
}

namespace Cutover.Effects;

/// <summary>How a transport stands.</summary>
/// <param name="IsHeld">Whether it is told to hold.</param>
/// <param name="Held">How many recipients wait because it was, told so still or not.</param>
/// <param name="Waiting">How many recipients wait.</param>
/// <param name="Active">How many are being delivered to.</param>
/// <param name="Canary">The envelope sender of this step's canaries, and the local part of their Message-IDs' beginning.</param>
/// <param name="Canaries">Where they were sent.</param>
public sealed record HoldSeen(bool IsHeld, int Held, int Waiting, int Active, string Canary, IReadOnlyList<string> Canaries)
{
    /// <summary>The Message-ID of the canary for one address, without brackets.</summary>
    public string MessageId(string address) => MailCanary.MessageId(Canary, address);
}

namespace Cutover.Effects;

/// <summary>Where a transport delivers: the next hop as a transport map has it (https://www.postfix.org/transport.5.html).</summary>
public sealed record MailTargetAddress
{
    public required string NextHop { get; init; }

    public override string ToString() => NextHop;
}

namespace Cutover.Lab;

/// <summary>Where something listens, always on loopback.</summary>
public sealed record Address(string Host, int Port)
{
    public override string ToString() => $"{Host}:{Port}";
}

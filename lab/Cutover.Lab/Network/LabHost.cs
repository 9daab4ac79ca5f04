namespace Cutover.Lab;

/// <summary>One of the machines that the lab stands for.</summary>
/// <param name="Name">Its name, for <c>cut</c> and <c>mend</c>.</param>
/// <param name="Address">Its address, of 127.0.0.0/8.</param>
public sealed record LabHost(string Name, string Address)
{
    /// <summary>The machine that the night is driven from. It is this one.</summary>
    public const string Operator = "operator";

    /// <summary>What a command begins with so that it runs there; nothing where all hosts share this machine's loopback.</summary>
    public IReadOnlyList<string> Enter =>
        LabNetwork.NamespaceOf(Address) is { } name ? ["nsenter", $"--net=/run/netns/{name}", "--"] : [];
}

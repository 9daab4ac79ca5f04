namespace Cutover.Infra;

/// <summary>A port that a host lets in.</summary>
/// <param name="Name">What answers there, in lower case: part of a rule's name.</param>
/// <param name="Port">TCP.</param>
/// <param name="Sources">Networks that may come, in CIDR notation. The whole world is <see cref="World"/>.</param>
public sealed record OpenPort(string Name, int Port, IReadOnlyList<string> Sources)
{
    public static IReadOnlyList<string> World { get; } = ["0.0.0.0/0", "::/0"];

    /// <summary>HTTPS from the edge only, so that nobody goes round maintenance and dark-open.</summary>
    public static OpenPort FromEdge { get; } = new("https", 443, EdgeNetworks.All);

    /// <summary>SSH for the networks of the people who run the hosts.</summary>
    public static OpenPort ForOperators(IReadOnlyList<string> networks) => new("ssh", 22, networks);
}

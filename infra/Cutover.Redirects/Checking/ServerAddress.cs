using System.Globalization;

namespace Cutover.Redirects;

/// <summary>A server to ask, whatever names it serves.</summary>
/// <param name="Address">Its address or name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Secure">Whether it speaks TLS.</param>
public sealed record ServerAddress(string Address, int Port, bool Secure)
{
    /// <summary>Reads http://address:port or https://name.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static ServerAddress Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/"
            ? new(uri.Host.Trim('[', ']'), uri.Port, uri.Scheme == "https")
            : throw new FormatException($"A server is written http://address:port or https://name, and this is '{text}'.");

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]" : Address;
        return string.Create(CultureInfo.InvariantCulture, $"{(Secure ? "https" : "http")}://{name}:{Port}");
    }
}

using System.Net.Http.Headers;

namespace Cutover.Effects;

/// <summary>What came back.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">By name; several values of one are joined by a comma.</param>
/// <param name="Body">Up to the limit.</param>
/// <param name="Cut">Whether the body was longer than the limit.</param>
/// <param name="CertificateUntil">When the server's certificate ends; absent without TLS.</param>
public sealed record HttpAnswer(
    int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool Cut, DateTimeOffset? CertificateUntil)
{
    /// <summary>One header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The status and the way on, or the kind of content: what two answers have in common whose texts differ.</summary>
    public string Outline => Header("Location") is { } on ? $"{Status} to {on}"
        : $"{Status} {(MediaTypeHeaderValue.TryParse(Header("Content-Type"), out var type) ? type.MediaType : "no type")}";
}

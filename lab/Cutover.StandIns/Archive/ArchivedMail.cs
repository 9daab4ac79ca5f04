using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cutover.StandIns;

/// <summary>One message as the archive keeps it: the bytes that came, and what its headers say.</summary>
/// <param name="List">The list it was sent to.</param>
/// <param name="MessageId">Without its brackets; with the list it is what a message is known by.</param>
/// <param name="Subject">As it stands in the header.</param>
/// <param name="From">As it stands in the header.</param>
/// <param name="Date">By its own header; now, where that cannot be read.</param>
/// <param name="Raw">The bytes that came.</param>
public sealed record ArchivedMail(string List, string MessageId, string Subject, string From, DateTimeOffset Date, byte[] Raw)
{
    private const int LongestHeader = 900;

    /// <summary>The file's name and the last part of the address: SHA-1 over Message-ID and list, in URL-safe base64.</summary>
    public string Hash => HashOf(List, MessageId);

    /// <summary>What is looked for in a search.</summary>
    public string Text => $"{Subject}\n{From}\n{BodyOf(Raw)}".Replace("\0", "", StringComparison.Ordinal);

    /// <summary>Reads a message; null where the bytes do not begin with a header.</summary>
    public static ArchivedMail? Read(string list, byte[] raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var headers = Headers(raw);
        if (headers.Count == 0)
            return null;
        string Header(string name) => headers.GetValueOrDefault(name, "");
        var id = Header("Message-ID").Trim('<', '>');
        return new ArchivedMail(
            list, id.Length > 0 ? id : $"{Convert.ToHexStringLower(SHA256.HashData(raw))}@no-id.invalid",
            Header("Subject"), Header("From"), DateOf(Header("Date")), raw);
    }

    public static string HashOf(string list, string messageId)
    {
        // SHA-1 names files here and guards nothing: it is what the real archive's addresses are made of.
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sum.AppendData(Encoding.UTF8.GetBytes(messageId));
        sum.AppendData(Encoding.UTF8.GetBytes(list));
        return Convert.ToBase64String(sum.GetHashAndReset()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The name of the list in the envelope that a delivery into a maildir leaves: LIST-archive@HOST.</summary>
    public static string? DeliveredTo(byte[] raw)
    {
        const string Suffix = "-archive";
        var local = Headers(raw).GetValueOrDefault("Delivered-To", "").Split('@', 2)[0];
        return local.EndsWith(Suffix, StringComparison.Ordinal) && DraftName.IsName(local[..^Suffix.Length])
            ? local[..^Suffix.Length]
            : null;
    }

    /// <summary>Headers by name, folded lines joined; of several alike the first.</summary>
    private static Dictionary<string, string> Headers(byte[] raw)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? name = null;
        var lines = Encoding.Latin1.GetString(raw).Split('\n').Select(line => line.TrimEnd('\r'));
        foreach (var line in lines.TakeWhile(line => line.Length > 0))
        {
            if (name is not null && line[0] is ' ' or '\t')
            {
                headers[name!] = Kept($"{headers[name!]} {line.Trim()}");
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            name = colon > 0 && headers.TryAdd(line[..colon], Kept(line[(colon + 1)..].Trim())) ? line[..colon] : null;
            if (colon < 1)
                break;
        }

        return headers;
    }

    private static string Kept(string value)
    {
        var clean = value.Replace("\0", "", StringComparison.Ordinal);
        return clean.Length > LongestHeader ? clean[..LongestHeader] : clean;
    }

    private static string BodyOf(byte[] raw)
    {
        const int Searched = 64 * 1024;
        var from = Math.Max(raw.AsSpan().IndexOf("\n\n"u8), raw.AsSpan().IndexOf("\r\n\r\n"u8));
        return from < 0 ? "" : Encoding.UTF8.GetString(raw.AsSpan(from, Math.Min(raw.Length - from, Searched)));
    }

    private static DateTimeOffset DateOf(string header) =>
        DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.ToUniversalTime()
            : DateTimeOffset.UtcNow;
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cutover.Engine;

/// <summary>The chain that makes a journal tamper-evident: each event's hash covers the one before it.</summary>
public static class EventHash
{
    /// <summary>What the first event's hash builds on.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>SHA-256 in lower-case hexadecimal over the previous hash and every recorded column, each with its length.</summary>
    public static string Of(string previous, string run, long seq, long epoch, string at, string body)
    {
        var text = new StringBuilder();
        foreach (var column in (ReadOnlySpan<string>)[previous, run, Number(seq), Number(epoch), at, body])
            text.Append(CultureInfo.InvariantCulture, $"{column.Length}:{column}");

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>An event as it is stored.</summary>
    public static string Body(RunEvent happened) => JsonSerializer.Serialize(happened, Json.Values);

    /// <summary>A time as it is stored: UTC, to the hundred nanoseconds.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Security.Cryptography;
using System.Text;

namespace Cutover.Lab;

/// <summary>The messages that the archive holds before the night; the same in every lab of a size, but for their dates.</summary>
internal sealed class SeededMail(LabSize size, DateTimeOffset now)
{
    private const int FullMessages = 50_000;
    private const int SmallMessages = 300;

    /// <summary>About three years at full size: every closed month has some.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(31);

    private static readonly string[] Words =
    [
        "the", "draft", "section", "review", "text", "server", "client", "header", "field", "working", "group", "consensus", "version",
        "authors", "message", "protocol", "update", "comment", "issue", "change", "proposal", "meeting", "agenda", "last", "call", "nits",
    ];

    public int Count => size == LabSize.Full ? FullMessages : SmallMessages;

    /// <summary>The names of the lists; the last of them is private.</summary>
    public IReadOnlyList<string> Lists { get; } =
        [.. Enumerable.Range(1, size == LabSize.Full ? 40 : 6).Select(number => $"wg{number:00}"), "canary", LabEstate.PrivateList];

    public bool IsPrivate(string list) => list == Lists[^1];

    /// <summary>One message by its number, from 0; the newest first.</summary>
    public One Message(int number)
    {
        var list = Lists[number % Lists.Count];
        var date = now - (Between * (number + 1));
        var id = $"m{number:000000}@seed.lab.test";
        var subject = $"[{list}] {Words[number % 26]} {Words[number / 26 % 26]} {number / 50}";
        var from = $"Author {number % 997} <a{number % 997}@lab.test>";
        var body = new StringBuilder($"Find me as {Token(number)}.\n\n");
        for (var word = 0; word < 60; word++)
        {
            var drawn = (((uint)number * 2654435761u) + ((uint)word * 40503u)) >> 9;
            body.Append(Words[(int)(drawn % (uint)Words.Length)]).Append(word % 12 == 11 ? '\n' : ' ');
        }

        var raw =
            $"Return-Path: <a{number % 997}@lab.test>\nDelivered-To: {list}-archive@lab.test\nFrom: {from}\nTo: {list}@lab.test\n"
                + $"Subject: {subject}\nDate: {date:ddd, dd MMM yyyy HH:mm:ss} +0000\nMessage-ID: <{id}>\nMIME-Version: 1.0\n"
                + $"Content-Type: text/plain; charset=utf-8\n\n{body}\n";
        return new One(list, id, HashOf(list, id), subject, from, date, Encoding.UTF8.GetBytes(raw), $"{subject}\n{from}\n{body}");
    }

    /// <summary>A word that only this message has.</summary>
    public static string Token(int number) => $"token{number:000000}";

    /// <summary>As the archive names it.</summary>
    public static string HashOf(string list, string messageId) =>
        Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(messageId + list)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>One message.</summary>
    internal sealed record One(
        string List, string MessageId, string Hash, string Subject, string From, DateTimeOffset Date, byte[] Raw, string Text);
}

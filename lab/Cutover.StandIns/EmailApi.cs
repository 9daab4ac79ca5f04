using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// Mail handed in by the mail host. 403 without the key, 415 for any type but application/json, 400 for what is not the schema,
/// else 200 with a result: ok, bad_dest or bad_msg. The test address validates and keeps nothing. A mail host repeats what it had no
/// answer to, so a message that is there for that destination is not kept a second time.
/// </summary>
public sealed class EmailApi(Databases databases, ApiTokens tokens)
{
    private const string OneAtATime = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private const string Ingest =
        """
        insert into ingested_email (dest, message_id, sha256, message)
        select $1, $2, $3, $4 where not exists (select from ingested_email where message_id = $2 and dest = $1)
        """;

    public async Task PostAsync(HttpContext http, bool isTest)
    {
        if (!tokens.Fits(http.Request.Headers["X-Api-Key"].ToString(), isTest))
            throw new BadHttpRequestException("Wrong key.", StatusCodes.Status403Forbidden);
        if (http.Request.ContentType != "application/json")
            throw new BadHttpRequestException("application/json was expected.", StatusCodes.Status415UnsupportedMediaType);
        var (dest, message) = await BodyAsync(http);
        var result = IsDestination(dest) ? IsMail(message) ? "ok" : "bad_msg" : "bad_dest";
        if (result == "ok" && !isTest)
            await databases.WriteAsync(
                connection => KeepAsync(connection, dest, message, http.RequestAborted), http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            new ResultAnswer(result), StandInJson.Default.ResultAnswer, contentType: "application/json", http.RequestAborted);
    }

    private static async Task<int> KeepAsync(NpgsqlConnection connection, string dest, byte[] message, CancellationToken cancellation)
    {
        var id = MessageId(message);
        await using (var one = Command(connection, OneAtATime, P(id ?? dest)))
            await one.ExecuteNonQueryAsync(cancellation);
        await using var insert = Command(connection, Ingest, P(dest), P(id), P(SHA256.HashData(message)), P(message));
        return await insert.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<(string Dest, byte[] Message)> BodyAsync(HttpContext http)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("dest", out var dest) || dest.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.String)
                throw new BadHttpRequestException("dest and message were expected.");
            var text = message.GetString()!;
            return Base64.IsValid(text) && !text.AsSpan().ContainsAny(" \t\r\n")
                ? (dest.GetString()!, Convert.FromBase64String(text))
                : throw new BadHttpRequestException("message must be base64.");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("JSON was expected.", e);
        }
    }

    private static bool IsDestination(string dest) =>
        dest is "iana-review" or "ipr-response"
        || (dest.StartsWith("nomcom-feedback-", StringComparison.Ordinal) && dest.Length == 20 && dest[16..].All(char.IsAsciiDigit));

    /// <summary>At least one header line before the body.</summary>
    private static bool IsMail(byte[] message)
    {
        var line = Encoding.Latin1.GetString(message.AsSpan(0, Math.Min(message.Length, 1000))).Split('\n', 2)[0];
        return line.IndexOf(':', StringComparison.Ordinal) > 0;
    }

    /// <summary>The Message-ID without its brackets, or null.</summary>
    private static string? MessageId(byte[] message)
    {
        foreach (var line in Encoding.Latin1.GetString(message).Split('\n').Select(line => line.TrimEnd('\r'))
            .TakeWhile(line => line.Length > 0))
        {
            if (line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
                return line["Message-ID:".Length..].Trim().Trim('<', '>').Replace("\0", "", StringComparison.Ordinal);
        }
        return null;
    }
}

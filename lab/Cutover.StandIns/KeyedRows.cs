using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using static Cutover.StandIns.Answers;

namespace Cutover.StandIns;

/// <summary>Reading a client's keyed write from a request, and a keyed row from the database; events and pages alike.</summary>
internal static class KeyedRows
{
    private const int LongestBody = 64 * 1024;

    /// <summary>The JSON body of a write.</summary>
    /// <exception cref="BadHttpRequestException">It is not one: 400.</exception>
    public static async Task<KeyedWrite> BodyAsync(HttpContext http)
    {
        try
        {
            var write = await JsonSerializer.DeserializeAsync(http.Request.Body, StandInJson.Default.KeyedWrite, http.RequestAborted);
            if (write?.Body is not { Length: <= LongestBody } body || body.Contains('\0', StringComparison.Ordinal))
                throw new BadHttpRequestException("A body of at most 64 KiB of text was expected.");
            return write;
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("JSON was expected.", e);
        }
    }

    /// <summary>The key in the address.</summary>
    /// <exception cref="BadHttpRequestException">It is no UUID: 400.</exception>
    public static Guid Key(HttpContext http) =>
        Guid.TryParse(http.Request.RouteValues["key"] as string, out var key)
            ? key
            : throw new BadHttpRequestException("The key must be a UUID.");

    /// <summary>The newest row under a key, and how many there are: more than one means a write was applied twice.</summary>
    public static async Task<(KeyedText? Row, long Copies)> ReadAsync(NpgsqlCommand query, Guid key, CancellationToken cancellation)
    {
        await using var rows = await query.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation)
            ? (new KeyedText(key, rows.GetString(0), rows.GetInt32(1)), rows.GetInt64(2))
            : (null, 0);
    }

    /// <summary>A command with positional parameters.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>One positional parameter.</summary>
    public static NpgsqlParameter<T> P<T>(T value) => new() { TypedValue = value };
}

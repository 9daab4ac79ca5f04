using Microsoft.AspNetCore.Http;
using static Cutover.StandIns.Answers;

namespace Cutover.StandIns;

/// <summary>The answers of keyed rows: events and pages alike.</summary>
internal static class KeyedAnswers
{
    /// <summary>200 with the row, or 404. <c>X-Copies</c> tells how many rows carry the key.</summary>
    public static Task RowAsync(HttpContext http, KeyedText? row, long copies)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (row is null)
            return NotFoundAsync(http);
        http.Response.Headers["X-Copies"] = copies.ToString();
        return http.Response.WriteAsJsonAsync(row, StandInJson.Default.KeyedText, contentType: "application/json", http.RequestAborted);
    }

    /// <summary>The status given, or 404 when no row was touched. 204 has no body.</summary>
    public static Task DoneAsync(HttpContext http, int rows, int status, KeyedText? body)
    {
        if (rows == 0)
            return NotFoundAsync(http);
        http.Response.StatusCode = status;
        return body is null
            ? Task.CompletedTask
            : http.Response.WriteAsJsonAsync(body, StandInJson.Default.KeyedText, contentType: "application/json", http.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return http.Response.WriteAsJsonAsync(
            new ErrorAnswer("not_found"), StandInJson.Default.ErrorAnswer, contentType: "application/json", http.RequestAborted);
    }
}

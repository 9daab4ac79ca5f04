using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// Drafts handed in: the row first as "validating", then what was handed in as a file, then a task for the worker, which makes it
/// "posted". What fails in between stays "validating", as it does in the real one until its cleaner comes.
/// </summary>
public sealed class Submissions(Databases databases, DraftStore drafts, TaskSender tasks)
{
    private const int LargestXml = 3_000_000;

    private const string Received =
        """
        insert into submit_submission (receipt, name, rev, submitter, replaces, file_size, sha256)
        values (nextval('submit_receipt_number'), $1, $2, $3, $4, $5, $6) returning id
        """;

    public async Task PostAsync(HttpContext http)
    {
        var (user, replaces, xml) = await FormAsync(http);
        var (document, _) = DraftXml.Read(xml);
        if (DraftName.Split(document) is not var (name, rev))
            throw new BadHttpRequestException("docName must be a draft's name with a revision of two digits.");
        var sum = SHA256.HashData(xml);
        await tasks.ReadyAsync(http.RequestAborted);
        var id = await databases.WriteAsync(
            async connection =>
            {
                await using var insert = Command(connection, Received, P(name), P(rev), P(user), P(replaces), P(xml.Length), P(sum));
                return (long)(await insert.ExecuteScalarAsync(http.RequestAborted))!;
            },
            http.RequestAborted);
        try
        {
            await HandOnAsync(id, name, rev, xml);
        }
        catch (Exception e) when (Faults.IsUnavailable(e) || e is IOException)
        {
            // The row is there: a 503 would tell the author that nothing is.
            throw new UnknownOutcomeException(e);
        }
        var answer = new SubmissionAnswer(id, name, rev, $"/api/submission/{id}/status");
        await http.Response.WriteAsJsonAsync(
            answer, StandInJson.Default.SubmissionAnswer, contentType: "application/json", http.RequestAborted);
    }

    public async Task StatusAsync(HttpContext http)
    {
        var id = long.Parse((string)http.Request.RouteValues["id"]!);
        var state = await databases.ReadAsync(
            async connection =>
            {
                await using var query = Command(connection, "select state from submit_submission where id = $1", P(id));
                return (string?)await query.ExecuteScalarAsync(http.RequestAborted);
            },
            http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        if (state is null)
            throw new BadHttpRequestException("No such submission.", StatusCodes.Status404NotFound);
        await http.Response.WriteAsJsonAsync(
            new SubmissionStatus(id, state), StandInJson.Default.SubmissionStatus, contentType: "application/json", http.RequestAborted);
    }

    /// <summary>From here on a client that goes away stops nothing: its submission has been received.</summary>
    private async Task HandOnAsync(long id, string name, string rev, byte[] xml)
    {
        await drafts.HandInAsync(name, rev, id, xml, CancellationToken.None);
        await tasks.PutAsync(SubmissionWork.Name, id, CancellationToken.None);
    }

    private static async Task<(string User, string Replaces, byte[] Xml)> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            throw new BadHttpRequestException("A multipart form was expected.", StatusCodes.Status415UnsupportedMediaType);
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException("The form cannot be read.", e);
        }
        string user = form["user"].ToString(), replaces = form["replaces"].ToString();
        if (user.Length is 0 or > 200 || !user.Contains('@', StringComparison.Ordinal) || user.Contains('\0', StringComparison.Ordinal))
            throw new BadHttpRequestException("user must be a mail address.");
        if (replaces.Length > 0 && !replaces.Split(',').All(name => DraftName.IsName(name.Trim())))
            throw new BadHttpRequestException("replaces must be names of drafts.");
        if (form.Files["xml"] is not { Length: > 0 and <= LargestXml } file)
            throw new BadHttpRequestException("xml must be a file of at most 3 MB.");
        var xml = new byte[file.Length];
        await using var content = file.OpenReadStream();
        await content.ReadExactlyAsync(xml, http.RequestAborted);
        return (user, replaces, xml);
    }
}

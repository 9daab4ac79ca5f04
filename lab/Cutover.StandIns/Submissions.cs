using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// Drafts handed in: the row first as "validating", then the files, then "posted" with the document, an event and the
/// announcement in the queue. What fails in between stays "validating", as it does in the real one until its cleaner comes.
/// </summary>
public sealed class Submissions(Databases databases, DraftStore drafts)
{
    private const int LargestXml = 3_000_000;

    private const string Received =
        """
        insert into submit_submission (receipt, name, rev, submitter, replaces, file_size, sha256)
        values (nextval('submit_receipt_number'), $1, $2, $3, $4, $5, $6) returning id
        """;

    private const string Posted =
        """
        with doc as (
            insert into doc_document (name, rev, type_id, title) values ($2, $3, 'draft', $4)
            on conflict (name) do update set rev = excluded.rev, title = excluded.title, time = now() returning id),
        counted as (
            insert into doc_documentcounter as c (document_id, events, last_event) select id, 1, now() from doc
            on conflict (document_id) do update set events = c.events + 1, last_event = now()),
        announced as (
            insert into send_queue (subject, rcpt, body)
            values ('I-D Action: ' || $2 || '-' || $3, 'i-d-announce@lab.test', 'A new Internet-Draft is available.')),
        noted as (insert into submit_submissionevent (submission_id, "desc") values ($1, 'Posted')),
        event as (insert into doc_docevent (doc_id, type, rev, body) select id, 'new_revision', $3, 'New version available' from doc)
        update submit_submission set state = 'posted' where id = $1
        """;

    public async Task PostAsync(HttpContext http)
    {
        var (user, replaces, xml) = await FormAsync(http);
        var (document, title) = Read(xml);
        if (DraftName.Split(document) is not var (name, rev))
            throw new BadHttpRequestException("docName must be a draft's name with a revision of two digits.");
        var sum = SHA256.HashData(xml);
        var id = await databases.WriteAsync(
            async connection =>
            {
                await using var insert = Command(connection, Received, P(name), P(rev), P(user), P(replaces), P(xml.Length), P(sum));
                return (long)(await insert.ExecuteScalarAsync(http.RequestAborted))!;
            },
            http.RequestAborted);
        try
        {
            await PublishAsync(id, name, rev, title, xml, sum);
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
    private async Task PublishAsync(long id, string name, string rev, string title, byte[] xml, byte[] sum)
    {
        await drafts.WriteAsync(name, rev, "xml", xml, CancellationToken.None);
        await drafts.WriteAsync(name, rev, "txt", AsText(name, rev, title, sum), CancellationToken.None);
        await databases.WriteAsync(
            async connection =>
            {
                await using var post = Command(connection, Posted, P(id), P(name), P(rev), P(title));
                return await post.ExecuteNonQueryAsync(CancellationToken.None);
            },
            CancellationToken.None);
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

    /// <summary>The docName and the title, without DTDs and what they can pull in.</summary>
    private static (string DocumentName, string Title) Read(byte[] xml)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            reader.MoveToContent();
            if (reader.LocalName != "rfc" || reader.GetAttribute("docName") is not { } name)
                throw new BadHttpRequestException("The XML must be an <rfc> with a docName.");
            return (name, reader.ReadToFollowing("title") ? reader.ReadElementContentAsString() : "Untitled");
        }
        catch (XmlException e)
        {
            throw new BadHttpRequestException("The XML is not well formed.", e);
        }
    }

    private static byte[] AsText(string name, string rev, string title, byte[] sum) =>
        Encoding.UTF8.GetBytes($"Internet-Draft {name}-{rev}\n\n{title}\n\nSource: sha256 {Convert.ToHexStringLower(sum)}\n");
}

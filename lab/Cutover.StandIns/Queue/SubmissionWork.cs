using System.Security.Cryptography;
using System.Text;
using Npgsql;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// What a worker does with a submission: the draft's files, then in one transaction "posted", the document, an event and the announcement.
/// Done a second time it changes nothing, so a task may come twice.
/// </summary>
public sealed class SubmissionWork(Databases databases, DraftStore drafts)
{
    /// <summary>As the real task is called.</summary>
    public const string Name = "ietf.submit.tasks.process_uploaded_submission_task";

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

    /// <summary>Does it, or finds it done.</summary>
    /// <exception cref="IOException">What was handed in is not there, or the draft cannot be written.</exception>
    public async Task DoAsync(long id)
    {
        var done = await databases.WriteAsync(connection => DoAsync(connection, id), CancellationToken.None);
        if (done is var (name, rev))
            drafts.Forget(name, rev, id);
    }

    private async Task<(string Name, string Rev)?> DoAsync(NpgsqlConnection connection, long id)
    {
        if (await WaitingAsync(connection, id) is not var (name, rev, sum))
            return null;
        var xml = await drafts.HandedInAsync(name, rev, id, CancellationToken.None);
        if (!SHA256.HashData(xml).AsSpan().SequenceEqual(sum))
            throw new IOException($"what was handed in as {name}-{rev} is not what its row says");
        var title = DraftXml.Read(xml).Title;
        await drafts.WriteAsync(name, rev, "xml", xml, CancellationToken.None);
        await drafts.WriteAsync(name, rev, "txt", AsText(name, rev, title, sum), CancellationToken.None);
        await using var post = Command(connection, Posted, P(id), P(name), P(rev), P(title));
        await post.ExecuteNonQueryAsync();
        return (name, rev);
    }

    /// <summary>The row, held until the end of the transaction; null when somebody has done it, or it was never there.</summary>
    private static async Task<(string Name, string Rev, byte[] Sum)?> WaitingAsync(NpgsqlConnection connection, long id)
    {
        await using var query = Command(
            connection, "select name, rev, sha256 from submit_submission where id = $1 and state = 'validating' for update", P(id));
        await using var rows = await query.ExecuteReaderAsync();
        return await rows.ReadAsync() ? (rows.GetString(0), rows.GetString(1), rows.GetFieldValue<byte[]>(2)) : null;
    }

    private static byte[] AsText(string name, string rev, string title, byte[] sum) =>
        Encoding.UTF8.GetBytes($"Internet-Draft {name}-{rev}\n\n{title}\n\nSource: sha256 {Convert.ToHexStringLower(sum)}\n");
}

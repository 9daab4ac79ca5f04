using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace Cutover.Lab;

/// <summary>
/// Fills the old side's mail archive: files with three names each (what came, the archive's, the mailbox's), and rows with their index.
/// </summary>
internal sealed class ArchiveSeed(LabEstate estate)
{
    private readonly SeededMail _mail = new(estate.Size, DateTimeOffset.UtcNow);

    /// <summary>The directories of both sides and the files of the old one.</summary>
    public async Task FilesAsync(CancellationToken cancellation)
    {
        var root = estate.OldArchive;
        foreach (var part in (string[])["incoming", "archive", "imap", "imap-control"])
            Directory.CreateDirectory(Path.Combine(root, part));
        foreach (var list in _mail.Lists)
        {
            Directory.CreateDirectory(Path.Combine(root, "archive", list));
            foreach (var part in (string[])["cur", "new", "tmp"])
                Directory.CreateDirectory(Path.Combine(root, "imap", list, part));
        }

        var two = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation };
        await Parallel.ForAsync(0, _mail.Count, two, (number, _) =>
        {
            var mail = _mail.Message(number);
            var path = Path.Combine(root, "archive", mail.List, mail.Hash);
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(mail.Raw);
            return ValueTask.CompletedTask;
        });
        // What came longer than ninety days ago has been purged from incoming; a mailbox has them all.
        const string Links =
            """
            cd -- "$1" || exit
            for list in archive/*; do cp -al -- "$list/." "imap/${list#archive/}/cur" || exit; done
            """;
        await Shell.RunAsync("sh", ["-c", Links, "links", root], cancellation, OwnProcesses.Mark(estate.Directory));
        await File.WriteAllTextAsync(Path.Combine(root, estate.Sentinel), "All of the mail archive is here.\n", cancellation);
        foreach (var part in (string[])["tmp", "new", "failed"])
            Directory.CreateDirectory(Path.Combine(estate.ArchiveSpool, part));
    }

    /// <summary>Rows, by COPY; then the index, made by the database itself.</summary>
    public async Task RowsAsync(NpgsqlConnection session, CancellationToken cancellation)
    {
        const string Lists = "insert into email_list (name, private) select * from unnest($1::text[], $2::boolean[])";
        await using (var lists = new NpgsqlCommand(Lists, session))
        {
            lists.Parameters.Add(new NpgsqlParameter { Value = _mail.Lists.ToArray() });
            lists.Parameters.Add(new NpgsqlParameter { Value = _mail.Lists.Select(_mail.IsPrivate).ToArray() });
            await lists.ExecuteNonQueryAsync(cancellation);
        }

        await using (var text = new NpgsqlCommand("create temp table seed_text (msgid text, text text)", session))
            await text.ExecuteNonQueryAsync(cancellation);
        const string Messages =
            "copy message (email_list_id, msgid, hashcode, subject, frm, date, size, sha256) from stdin (format binary)";
        await using (var copy = await session.BeginBinaryImportAsync(Messages, cancellation))
        {
            for (var number = 0; number < _mail.Count; number++)
            {
                var mail = _mail.Message(number);
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(1 + (number % _mail.Lists.Count), NpgsqlDbType.Integer, cancellation);
                foreach (var value in (string[])[mail.MessageId, mail.Hash, mail.Subject, mail.From])
                    await copy.WriteAsync(value, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(mail.Date.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
                await copy.WriteAsync(mail.Raw.Length, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(SHA256.HashData(mail.Raw), NpgsqlDbType.Bytea, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        const string Texts = "copy seed_text (msgid, text) from stdin (format binary)";
        await using (var copy = await session.BeginBinaryImportAsync(Texts, cancellation))
        {
            for (var number = 0; number < _mail.Count; number++)
            {
                var mail = _mail.Message(number);
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(mail.MessageId, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(mail.Text, NpgsqlDbType.Text, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }
    }
}

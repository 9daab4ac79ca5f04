namespace Cutover.Crowd;

/// <summary>
/// The mixes of a rehearsal. At scale 1 they see about 225 requests a second together, of them about 48 that write: enough above 200 and 20
/// acknowledged that an outage and the chance in a Poisson schedule do not bring them below.
/// </summary>
public static class CrowdMix
{
    /// <summary>Readers and authors of Datatracker, and the mail host.</summary>
    /// <param name="host">The service's name in DNS.</param>
    /// <param name="port">Its port.</param>
    /// <param name="documents">Names of documents that exist.</param>
    /// <param name="revisions">Names of drafts that exist, with their revision.</param>
    /// <param name="emailKeyFile">The file with the key for POST /api/email/.</param>
    /// <param name="scale">1 for the full crowd.</param>
    public static ServiceConfig Datatracker(
        string host, int port, IReadOnlyList<string> documents, IReadOnlyList<string> revisions, string emailKeyFile, double scale)
    {
        IReadOnlyList<string> pages = [.. documents.Select(name => $"/doc/{name}/")];
        return new ServiceConfig("datatracker", host, port,
        [
            new(OperationKind.DocumentRead, 32 * scale) { Paths = [.. pages, .. revisions.Select(revision => $"/doc/html/{revision}")] },
            new(OperationKind.RfcdiffRead, 12 * scale)
            {
                Paths = [.. documents.Select(name => $"/api/rfcdiff-latest-json/{name}")],
                Contains = "\"name\"",
            },
            new(OperationKind.VersionRead, 12 * scale) { Paths = ["/api/version"], Contains = "\"version\"" },
            new(OperationKind.EventRead, 20 * scale),
            new(OperationKind.EventInsert, 7 * scale) { Paths = pages },
            new(OperationKind.EventUpdate, 4 * scale) { Paths = pages },
            new(OperationKind.EventDelete, 2 * scale) { Paths = pages },
            new(OperationKind.SubmissionPost, 2 * scale),
            new(OperationKind.EmailPost, 3 * scale),
        ])
        {
            EmailKeyFile = emailKeyFile,
        };
    }

    /// <summary>People outside who write, 11 messages a second at scale 1: 4.5 to Datatracker's addresses, 6.5 to people.</summary>
    /// <param name="host">The mail host's name in DNS.</param>
    /// <param name="port">Its SMTP port.</param>
    /// <param name="tracker">Addresses of Datatracker's.</param>
    /// <param name="people">Addresses that have nothing to do with it.</param>
    /// <param name="scale">1 for the full crowd.</param>
    public static ServiceConfig Mail(string host, int port, IReadOnlyList<string> tracker, IReadOnlyList<string> people, double scale) =>
        new("mail", host, port,
        [
            new(OperationKind.TrackerMail, 4.5 * scale) { Paths = tracker },
            new(OperationKind.PeopleMail, 6.5 * scale) { Paths = people },
        ]);

    /// <summary>Readers of the mail archive, the list server, and the mail host.</summary>
    /// <param name="host">The service's name in DNS.</param>
    /// <param name="port">Its port.</param>
    /// <param name="messages">Paths of messages that exist.</param>
    /// <param name="searches">Paths of searches that find one message.</param>
    /// <param name="lists">Paths of lists that messages may be sent to.</param>
    /// <param name="keyFile">The file with the import key.</param>
    /// <param name="spool">The mail host's maildir for the archive.</param>
    /// <param name="scale">1 for the full crowd.</param>
    public static ServiceConfig Archive(
        string host, int port, IReadOnlyList<string> messages, IReadOnlyList<string> searches, IReadOnlyList<string> lists, string keyFile,
        string spool, double scale) =>
        new("mailarchive", host, port,
        [
            new(OperationKind.ArchiveRead, 12 * scale) { Paths = messages, Contains = "sha256" },
            new(OperationKind.ArchiveSearch, 4 * scale) { Paths = searches, Contains = "/arch/msg/" },
            new(OperationKind.ArchiveImport, 4 * scale) { Paths = lists },
            new(OperationKind.ArchiveDeliver, 3 * scale) { Paths = lists },
        ])
        {
            ArchiveKeyFile = keyFile,
            Spool = spool,
        };

    /// <summary>Readers of www and of its directories, and its editors.</summary>
    /// <param name="host">The service's name in DNS.</param>
    /// <param name="port">Its port.</param>
    /// <param name="pages">Paths of pages that exist.</param>
    /// <param name="files">Paths of files in the exposed directories.</param>
    /// <param name="listings">Paths of directories to list. Asked for every five seconds: a listing of 20,000 drafts is megabytes.</param>
    /// <param name="links">Links from the days of the old rules; none where nothing stands that answers them.</param>
    /// <param name="scale">1 for the full crowd.</param>
    public static ServiceConfig Www(
        string host, int port, IReadOnlyList<string> pages, IReadOnlyList<string> files, IReadOnlyList<string> listings,
        IReadOnlyList<OldLink> links, double scale) =>
        new("www", host, port,
        [
            .. links.Count == 0 ? Array.Empty<OperationConfig>() : [new(OperationKind.LinkRead, 4 * scale) { Links = links }],
            new(OperationKind.PageRead, 28 * scale) { Paths = pages },
            new(OperationKind.FileRead, 28 * scale) { Paths = files },
            new(OperationKind.ListingRead, 0.2 * scale) { Paths = listings, Contains = "<a href=" },
            new(OperationKind.DraftRead, 4 * scale),
            new(OperationKind.EditRead, 16 * scale),
            new(OperationKind.PageCreate, 6 * scale),
            new(OperationKind.PageUpdate, 4 * scale),
            new(OperationKind.PageDelete, 2 * scale),
        ]);

    /// <summary>Readers of the archive's mailboxes. Each signs in anew, which costs a server more than a page does.</summary>
    /// <param name="host">The service's name in DNS.</param>
    /// <param name="port">Its port.</param>
    /// <param name="folders">Folders in which there is mail.</param>
    /// <param name="user">Who signs in.</param>
    /// <param name="passwordFile">The file with that user's password.</param>
    /// <param name="scale">1 for the full crowd.</param>
    public static ServiceConfig Imap(
        string host, int port, IReadOnlyList<string> folders, string user, string passwordFile, double scale) =>
        new("imap", host, port, [new(OperationKind.FolderRead, 4 * scale) { Paths = folders }])
        {
            ImapUser = user,
            ImapPasswordFile = passwordFile,
        };
}

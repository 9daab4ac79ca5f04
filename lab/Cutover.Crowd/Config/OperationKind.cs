namespace Cutover.Crowd;

/// <summary>What a user can do.</summary>
public enum OperationKind
{
    /// <summary>Datatracker: a document's page.</summary>
    DocumentRead,

    /// <summary>Datatracker: /api/rfcdiff-latest-json/.</summary>
    RfcdiffRead,

    /// <summary>Datatracker: /api/version.</summary>
    VersionRead,

    /// <summary>Datatracker: an event that this user wrote or deleted.</summary>
    EventRead,

    /// <summary>Datatracker: a new event on a document.</summary>
    EventInsert,

    /// <summary>Datatracker: another version of one's own event.</summary>
    EventUpdate,

    /// <summary>Datatracker: one's own event goes.</summary>
    EventDelete,

    /// <summary>Datatracker: a draft is handed in, as a multipart form.</summary>
    SubmissionPost,

    /// <summary>Datatracker: the question whether one's own draft is posted; follows a submission by itself.</summary>
    SubmissionStatus,

    /// <summary>Datatracker: a message handed in by the mail host.</summary>
    EmailPost,

    /// <summary>Mail: a message by SMTP to one of Datatracker's addresses.</summary>
    TrackerMail,

    /// <summary>Mail: a message by SMTP to people, which has nothing to do with Datatracker.</summary>
    PeopleMail,

    /// <summary>www: a page.</summary>
    PageRead,

    /// <summary>www: a file of the exposed directories.</summary>
    FileRead,

    /// <summary>www: a directory's listing.</summary>
    ListingRead,

    /// <summary>www: a link from the days of the old rules, which leads elsewhere.</summary>
    LinkRead,

    /// <summary>www: the text of a draft that this user handed in and saw posted.</summary>
    DraftRead,

    /// <summary>www: a page that this editor wrote or deleted, as the editor sees it.</summary>
    EditRead,

    /// <summary>www: a new page.</summary>
    PageCreate,

    /// <summary>www: another version of one's own page.</summary>
    PageUpdate,

    /// <summary>www: one's own page goes.</summary>
    PageDelete,

    /// <summary>IMAP: a folder is opened and one of its messages read.</summary>
    FolderRead,

    /// <summary>Mail archive: a message.</summary>
    ArchiveRead,

    /// <summary>Mail archive: a search.</summary>
    ArchiveSearch,

    /// <summary>Mail archive: a message handed in over HTTP.</summary>
    ArchiveImport,

    /// <summary>Mail archive: a message put into the mail host's spool.</summary>
    ArchiveDeliver,
}

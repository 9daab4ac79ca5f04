using static Cutover.Crowd.OperationKind;

namespace Cutover.Crowd;

/// <summary>What follows from a kind of operation.</summary>
public static class OperationKinds
{
    /// <summary>Whether it changes something, so that an answer is a promise.</summary>
    public static bool IsWrite(this OperationKind kind) => kind is
        EventInsert or EventUpdate or EventDelete or
        SubmissionPost or EmailPost or TrackerMail or PeopleMail or
        PageCreate or PageUpdate or PageDelete or
        ArchiveImport or ArchiveDeliver;

    /// <summary>Whether it takes its key away.</summary>
    public static bool IsDelete(this OperationKind kind) => kind is EventDelete or PageDelete;

    /// <summary>Whether it is a plain read of a configured path.</summary>
    public static bool IsPlainRead(this OperationKind kind) => kind is
        DocumentRead or RfcdiffRead or VersionRead or
        PageRead or FileRead or ListingRead or
        ArchiveRead or ArchiveSearch;

    /// <summary>Whether it is a message by SMTP; its paths are the addresses it may go to.</summary>
    public static bool IsMail(this OperationKind kind) => kind is TrackerMail or PeopleMail;

    /// <summary>Where the operation's key belongs.</summary>
    public static Family Family(this OperationKind kind) => kind switch
    {
        EventRead or EventInsert or EventUpdate or EventDelete => Crowd.Family.Event,
        EditRead or PageCreate or PageUpdate or PageDelete => Crowd.Family.Page,
        SubmissionPost or SubmissionStatus or DraftRead => Crowd.Family.Submission,
        EmailPost => Crowd.Family.Email,
        TrackerMail => Crowd.Family.TrackerMail,
        PeopleMail => Crowd.Family.PeopleMail,
        ArchiveImport or ArchiveDeliver => Crowd.Family.Archive,
        _ => Crowd.Family.None,
    };
}

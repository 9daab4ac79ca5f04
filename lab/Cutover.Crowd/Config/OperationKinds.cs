namespace Cutover.Crowd;

/// <summary>What follows from a kind of operation.</summary>
public static class OperationKinds
{
    /// <summary>Whether it changes something, so that an answer is a promise.</summary>
    public static bool IsWrite(this OperationKind kind) => kind is
        OperationKind.EventInsert or OperationKind.EventUpdate or OperationKind.EventDelete or
        OperationKind.SubmissionPost or OperationKind.EmailPost or
        OperationKind.PageCreate or OperationKind.PageUpdate or OperationKind.PageDelete;

    /// <summary>Whether it takes its key away.</summary>
    public static bool IsDelete(this OperationKind kind) => kind is OperationKind.EventDelete or OperationKind.PageDelete;

    /// <summary>Whether it is a plain read of a configured path.</summary>
    public static bool IsPlainRead(this OperationKind kind) => kind is
        OperationKind.DocumentRead or OperationKind.RfcdiffRead or OperationKind.VersionRead or
        OperationKind.PageRead or OperationKind.FileRead or OperationKind.ListingRead;

    /// <summary>Where the operation's key belongs.</summary>
    public static Family Family(this OperationKind kind) => kind switch
    {
        OperationKind.EventRead or OperationKind.EventInsert or OperationKind.EventUpdate or OperationKind.EventDelete => Crowd.Family.Event,
        OperationKind.EditRead or OperationKind.PageCreate or OperationKind.PageUpdate or OperationKind.PageDelete => Crowd.Family.Page,
        OperationKind.SubmissionPost or OperationKind.SubmissionStatus or OperationKind.DraftRead => Crowd.Family.Submission,
        OperationKind.EmailPost => Crowd.Family.Email,
        _ => Crowd.Family.None,
    };
}

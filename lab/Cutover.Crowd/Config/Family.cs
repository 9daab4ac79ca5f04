namespace Cutover.Crowd;

/// <summary>What the keys of an operation belong to: the unit that the ledger reads back.</summary>
public enum Family
{
    /// <summary>Nothing of one's own.</summary>
    None,

    /// <summary>Events on documents, in Datatracker's database.</summary>
    Event,

    /// <summary>Pages of editors, in the database of www.</summary>
    Page,

    /// <summary>Drafts: a row and files.</summary>
    Submission,

    /// <summary>Messages handed in by the mail host.</summary>
    Email,

    /// <summary>Messages sent to Datatracker's addresses: rows of Datatracker's database in the end.</summary>
    TrackerMail,

    /// <summary>Messages sent to people: files of a mailbox in the end.</summary>
    PeopleMail,

    /// <summary>Messages of the mail archive: a row and a file.</summary>
    Archive,
}

namespace Cutover.Lab;

/// <summary>What of a lab is brought up.</summary>
public enum LabParts
{
    /// <summary>Everything a night needs.</summary>
    All,

    /// <summary>The mail servers and the DNS alone, for tests of mail.</summary>
    Mail,

    /// <summary>The same, and the databases and applications that mail comes to, before the night.</summary>
    MailAndDatatracker,
}

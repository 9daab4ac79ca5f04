namespace Cutover.Lab;

/// <summary>The alias map as the mail host last pulled it from Datatracker: groups' and drafts' addresses, all to one mailbox here.</summary>
internal static class LabAliases
{
    /// <summary>How many there are.</summary>
    public const int Count = 300;

    public static string Text(LabMail mail) =>
        string.Concat(Enumerable.Range(1, Count).Select(number => $"group-{number}-chairs@{mail.Domain} people@{mail.ListDomain}\n"));
}

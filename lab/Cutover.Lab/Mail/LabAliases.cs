namespace Cutover.Lab;

/// <summary>The alias map as the mail host last pulled it from Datatracker: groups' addresses, all to one mailbox here.</summary>
internal static class LabAliases
{
    /// <summary>The groups that the lab's Datatracker has.</summary>
    private static IEnumerable<string> Groups => ["art", "sec", .. Enumerable.Range(0, 120).Select(number => $"wg{number:000}")];

    public static string Text(LabMail mail) =>
        string.Concat(Groups.Select(group => $"{group}-chairs@{mail.Domain} people@{mail.ListDomain}\n"));
}

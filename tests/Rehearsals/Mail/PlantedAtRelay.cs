namespace Cutover.Rehearsals;

/// <summary>A change of the relay's configuration, taken back by restoring what was there.</summary>
internal sealed class PlantedAtRelay : IAsyncDisposable
{
    private const string Relay = "mail-relay";
    private readonly MailServers _mail;
    private readonly string _file;
    private readonly string _before;

    private PlantedAtRelay(MailServers mail, string file, string before) => (_mail, _file, _before) = (mail, file, before);

    /// <summary>The relay lets these addresses in and no other.</summary>
    public static Task<PlantedAtRelay> NetworksAsync(MailServers mail, params string[] networks) =>
        ChangeAsync(mail, "main.cf", "mynetworks = ", $"mynetworks = {string.Join(", ", networks)}");

    /// <summary>The relay signs in at SES for this sender with another account and password.</summary>
    public static Task<PlantedAtRelay> AccountAsync(MailServers mail, string sender, string account) =>
        ChangeAsync(mail, "sasl.map", $"{sender} ", $"{sender} {account}");

    public async ValueTask DisposeAsync() => await WriteAsync(_mail, _file, _before);

    private static async Task<PlantedAtRelay> ChangeAsync(MailServers mail, string name, string begins, string line)
    {
        var file = Path.Combine(mail.Mail.Configuration(Relay), name);
        var before = await File.ReadAllTextAsync(file);
        var lines = before.Split('\n');
        Assert.Single(lines, each => each.StartsWith(begins, StringComparison.Ordinal));
        var after = lines.Select(each => each.StartsWith(begins, StringComparison.Ordinal) ? line : each);
        await WriteAsync(mail, file, string.Join('\n', after));
        return new PlantedAtRelay(mail, file, before);
    }

    private static async Task WriteAsync(MailServers mail, string file, string text)
    {
        await File.WriteAllTextAsync(file, text);
        if (file.EndsWith(".map", StringComparison.Ordinal))
            await MailServers.CommandAsync(mail.Mail.Command, Relay, "postmap", $"hash:{file}");
        await MailServers.CommandAsync(mail.Mail.Command, Relay, "postfix", "reload");
    }
}

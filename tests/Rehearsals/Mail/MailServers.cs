using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>The lab's mail servers, its DNS and the old Datatracker, real ones, for all tests of mail; one test at a time.</summary>
public sealed class MailServers : IAsyncLifetime
{
    private const int PortOffset = 7000;

    private readonly RehearsalLab _lab = new(
        new LabOptions(LabSize.Small, PortOffset, Path.Combine(Path.GetTempPath(), $"cutover-rehearsals-mail-{PortOffset}"),
            LabParts.MailAndDatatracker),
        _ => { });

    public LabEstate Estate => _lab.Estate;

    public LabMail Mail => _lab.Estate.Mail;

    public async ValueTask InitializeAsync() => await _lab.UpAsync();

    public async ValueTask DisposeAsync() => await _lab.DownAsync();

    internal MailTransportAddress Transport => new()
    {
        Server = Server("mail-host"),
        Transport = Mail.Transport,
        Domains = [Mail.DatatrackerDomain],
        Map = Path.Combine(Mail.Configuration("mail-host"), "transport.map"),
        Canaries = [.. Mail.Destinations.Select(to => $"{to}@{Mail.Domain}")],
        RowsOfMessage = "select count(*) from public.ingested_email where message_id = $1",
    };

    internal PostfixAddress Server(string name) => new()
    {
        Host = new HostAddress { LockDirectory = Path.Combine(Estate.Directory, "guests-data", "locks") },
        Before = [Mail.Command, name],
        Log = [Mail.Command, name, "log"],
        Smtp = Mail.Of(name).ToString(),
    };

    internal MailDomainAddress Domain => new()
    {
        Domain = Mail.Domain,
        Servers = [Estate.Dns.Primary.ToString(), Estate.Dns.Secondary.ToString()],
        SendsFrom = [Mail.Ses.Host],
        Selector = Mail.Selector,
        ConnectTo = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [$"mail.{Mail.Domain}"] = Mail.Host.ToString() },
    };

    internal MailboxReadAddress Box => new()
    {
        Host = Transport.Server.Host,
        To = $"wg000-chairs@{Mail.Domain}",
        Read = [Mail.Command, "mail-host", "mailbox", "people"],
    };

    /// <summary>How an application sends from a host of the lab.</summary>
    internal MailSenderAddress From(string application, string address) => new()
    {
        Host = Transport.Server.Host,
        Before = Estate.Hosts.Single(host => host.Address == address).Enter,
        Relay = Mail.Relay.ToString(),
        Sender = Mail.Sender(application),
        From = address,
        AuthorityFile = Mail.AuthorityFile,
    };

    /// <summary>Its account at the provider.</summary>
    internal MailApplicationAddress Account(string application) => new()
    {
        Server = Mail.Ses.ToString(),
        User = application,
        PasswordFile = Mail.PasswordFile(application),
        Sender = Mail.Sender(application),
        AuthorityFile = Mail.AuthorityFile,
    };

    /// <summary>The aliases as somebody at an address offers them.</summary>
    internal AliasSourceAddress Aliases(Address at) => new()
    {
        Site = new SiteAddress
        {
            Url = $"http://{at}",
            SecretHeaderFiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Api-Key"] = Estate.EmailKeyFile },
        },
        Path = "/api/group/group-aliases/",
        Server = Server("mail-host"),
        Map = Mail.AliasMap,
        Known = [$"wg000-chairs@{Mail.Domain}"],
    };

    internal DatabaseAddress Database => new()
    {
        Host = Estate.Postgres.Old.Host,
        Port = Estate.Postgres.Old.Port,
        Database = "datatracker",
        User = "cutover",
        Passfile = Estate.Postgres.Cutover,
    };

    /// <summary>Sends messages to the mail host as somebody outside; their Message-IDs, each acknowledged.</summary>
    internal async Task<IReadOnlyList<string>> SendAsync(string to, int count)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(Mail.Host.Host, Mail.Host.Port, SecureSocketOptions.None);
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var message = new MimeMessage { MessageId = $"{Guid.NewGuid():N}@outside.test", Subject = "A note" };
            message.From.Add(MailboxAddress.Parse("somebody@outside.test"));
            message.To.Add(MailboxAddress.Parse(to));
            message.Body = new TextPart("plain") { Text = "Hello.\r\n" };
            await client.SendAsync(message);
            ids.Add(message.MessageId);
        }

        await client.DisconnectAsync(true);
        return ids;
    }

    /// <summary>How often each of these messages is in a mailbox.</summary>
    internal async Task<IReadOnlyList<int>> InMailboxAsync(string server, string box, IReadOnlyList<string> ids)
    {
        var text = await CommandAsync(Mail.Command, server, "mailbox", box);
        return [.. ids.Select(id => text.Split($"<{id}>", StringSplitOptions.None).Length - 1)];
    }

    /// <summary>How many rows each of these messages made at the old Datatracker.</summary>
    internal async Task<IReadOnlyList<long>> RowsAsync(IReadOnlyList<string> ids)
    {
        await using var source = Open();
        var rows = new List<long>();
        foreach (var id in ids)
        {
            await using var command = source.CreateCommand(Transport.RowsOfMessage);
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            rows.Add((long)(await command.ExecuteScalarAsync())!);
        }

        return rows;
    }

    private NpgsqlDataSource Open() => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = Database.Host,
        Port = Database.Port,
        Database = Database.Database,
        Username = Database.User,
        Passfile = Database.Passfile,
    });

    /// <summary>Gives the old Datatracker's scheduler a message to send; the Message-ID it will have.</summary>
    internal async Task<string> QueueAsync(string to)
    {
        await using var source = Open();
        await using var command = source.CreateCommand(
            "insert into send_queue (subject, rcpt, body) values ('A note', $1, 'Hello.') returning id");
        command.Parameters.Add(new NpgsqlParameter { Value = to });
        return $"send-queue-{await command.ExecuteScalarAsync()}@datatracker.lab.test";
    }

    internal static async Task<string> CommandAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return output;
    }

    /// <summary>The mail host as it was at the beginning, whatever a test left.</summary>
    internal async Task ResetAsync()
    {
        await CommandAsync(Mail.Command, "mail-host", "postconf", "-e", "defer_transports =");
        await File.WriteAllTextAsync(Transport.Map, $"{Mail.DatatrackerDomain} {Mail.Transport}:{Mail.OldTarget}\n");
        await CommandAsync(Mail.Command, "mail-host", "postmap", $"hash:{Transport.Map}");
        await CommandAsync(Mail.Command, "mail-host", "postfix", "reload");
        await CommandAsync(Mail.Command, "mail-host", "postsuper", "-d", "ALL");
    }

    /// <summary>Waits until it is so, for 20 s at most.</summary>
    internal static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"Waited in vain until {what}.");
            await Task.Delay(50);
        }
    }
}

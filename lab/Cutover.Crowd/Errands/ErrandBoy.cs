namespace Cutover.Crowd;

/// <summary>Knows for each kind of operation who does it.</summary>
public sealed class ErrandBoy
{
    private readonly Town _town;
    private readonly PlainReads _plain;
    private readonly KeyedErrands _events;
    private readonly KeyedErrands _pages;
    private readonly SubmissionErrands _submissions;
    private readonly EmailErrands _email;
    private readonly MailErrands _mail;
    private readonly ArchiveErrands _archive;
    private readonly LinkErrands _links;
    private readonly FolderErrands _folders;
    private readonly Dictionary<string, string> _emailKeys;
    private readonly Dictionary<string, string> _archiveKeys;
    private readonly Dictionary<string, string> _imapPasswords;

    /// <summary>Makes ready; reads the keys for mail.</summary>
    /// <exception cref="CrowdConfigException">A key file cannot be read.</exception>
    public ErrandBoy(CrowdConfig config, Town town, Recorder recorder, CrowdClock clock, CancellationToken goHome)
    {
        var exchange = new Exchange(clock, TimeSpan.FromMilliseconds(config.GiveUpAfterMs));
        _town = town;
        _plain = new PlainReads(exchange, recorder);
        _events = new KeyedErrands(town, exchange, recorder, user => user.Events, OperationKind.EventInsert);
        _pages = new KeyedErrands(town, exchange, recorder, user => user.Pages, OperationKind.PageCreate);
        _submissions = new SubmissionErrands(town, exchange, recorder, clock, goHome);
        _email = new EmailErrands(exchange, recorder);
        _mail = new MailErrands(clock, recorder, TimeSpan.FromMilliseconds(config.GiveUpAfterMs));
        _archive = new ArchiveErrands(exchange, recorder, clock);
        _links = new LinkErrands(exchange, recorder);
        _folders = new FolderErrands(clock, recorder, TimeSpan.FromMilliseconds(config.GiveUpAfterMs));
        _archiveKeys = KeysIn(config, service => service.ArchiveKeyFile);
        _emailKeys = KeysIn(config, service => service.EmailKeyFile);
        _imapPasswords = KeysIn(config, service => service.ImapPasswordFile);
    }

    /// <summary>Does an errand and records it.</summary>
    public Task DoAsync(Errand errand) => errand.Operation.Kind switch
    {
        OperationKind.EventInsert => _events.InsertAsync(errand, _town.Any(errand.Draw)),
        OperationKind.EventUpdate => _events.UpdateAsync(errand),
        OperationKind.EventDelete => _events.DeleteAsync(errand),
        OperationKind.EventRead => OrElsewhereAsync(errand, _events.ReadAsync(errand)),
        OperationKind.PageCreate => _pages.InsertAsync(errand, _town.Any(errand.Draw)),
        OperationKind.PageUpdate => _pages.UpdateAsync(errand),
        OperationKind.PageDelete => _pages.DeleteAsync(errand),
        OperationKind.EditRead => OrElsewhereAsync(errand, _pages.ReadAsync(errand)),
        OperationKind.SubmissionPost => _submissions.PostAsync(errand, _town.Any(errand.Draw)),
        OperationKind.DraftRead => OrElsewhereAsync(errand, _submissions.ReadAsync(errand)),
        OperationKind.EmailPost => _email.PostAsync(errand, _town.Any(errand.Draw), _emailKeys[errand.Service.Name]),
        OperationKind.TrackerMail or OperationKind.PeopleMail => _mail.SendAsync(errand, _town.Any(errand.Draw)),
        OperationKind.ArchiveImport => _archive.ImportAsync(errand, _town.Any(errand.Draw), _archiveKeys[errand.Service.Name]),
        OperationKind.ArchiveDeliver => _archive.DeliverAsync(errand, _town.Any(errand.Draw), errand.Service.Spool!),
        OperationKind.LinkRead => _links.FollowAsync(errand, _town.Any(errand.Draw)),
        OperationKind.FolderRead => _folders.ReadAsync(errand, _town.Any(errand.Draw), _imapPasswords[errand.Service.Name]),
        _ => _plain.ReadAsync(errand, _town.Any(errand.Draw)),
    };

    // While nobody has anything of their own to read, users read what everyone reads: the rate is kept.
    private async Task OrElsewhereAsync(Errand errand, Task<bool> own)
    {
        if (!await own && errand.Service.Operations.FirstOrDefault(operation => operation.Kind.IsPlainRead()) is { } plain)
            await _plain.ReadAsync(errand with { Operation = plain }, _town.Any(errand.Draw));
    }

    private static Dictionary<string, string> KeysIn(CrowdConfig config, Func<ServiceConfig, string?> file) =>
        config.Services.Where(service => file(service) is not null)
            .ToDictionary(service => service.Name, service => KeyIn(file(service)!), StringComparer.Ordinal);

    private static string KeyIn(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CrowdConfigException($"The key in {path} cannot be read: {e.Message}");
        }
    }
}

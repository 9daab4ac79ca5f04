
namespace Cutover.Crowd;

/// <summary>Draws up the ledger after the night: reads the crowd's log, reads the serving side back, and compares.</summary>
public sealed class Ledger
{
    private readonly LedgerSettings _settings;
    private readonly OperationLog _log;
    private readonly HttpReadBack _http;

    private Ledger(LedgerSettings settings, OperationLog log, HttpReadBack http)
    {
        _settings = settings;
        _log = log;
        _http = http;
    }

    /// <summary>Reads everything and judges it. The crowd should have gone home: reading back takes a second or two.</summary>
    /// <exception cref="OperationLogException">The log cannot be trusted.</exception>
    /// <exception cref="LedgerException">The serving side cannot be read back.</exception>
    public static async Task<LedgerReport> ReadAsync(LedgerSettings settings, CancellationToken cancellation)
    {
        using var http = new HttpReadBack(settings.Crowd);
        var ledger = new Ledger(settings, OperationLog.Read(settings.Crowd.Log), http);
        return await ledger.ReadAsync(cancellation);
    }

    private async Task<LedgerReport> ReadAsync(CancellationToken cancellation)
    {
        var services = new List<ServiceLedger>();
        foreach (var service in _settings.Crowd.Services)
            services.Add(await ServiceAsync(service, cancellation));

        SchedulerLedger? scheduler = null;
        if (_settings.Sinks.Count > 0)
        {
            await using var database = new SqlReadBack(Database(_settings.SchedulerService));
            scheduler = await SchedulerReadBack.ReadAsync(database, _settings.Sinks, _log.Header.Began, cancellation);
        }

        var (from, to) = ServiceAccounts.Span(_log);
        return new LedgerReport(_log.Header.Began, Math.Round((to - from) / 1e6, 3), _log.End is not null, services, scheduler)
        {
            Mail = await MailAsync(cancellation),
            Outbound = _settings.Mailbox.Count == 0 ? null : OutboundLedger.Of(_settings.Sent, _settings.Mailbox),
        };
    }

    private async Task<ServiceLedger> ServiceAsync(ServiceConfig service, CancellationToken cancellation)
    {
        var own = _log.Operations.Concat(_log.UnderWay).Where(operation => operation.Service == service.Name).ToList();
        var verdicts = new Dictionary<string, KeyVerdict>(StringComparer.Ordinal);
        var readable = new List<KeyHistory>();
        foreach (var family in Enum.GetValues<Family>().Where(family => family != Family.None))
        {
            var histories = KeyHistory.Of(own, family);
            if (histories.Count == 0)
                continue;
            var stored = await StoredAsync(service, family, histories.Keys, cancellation);
            foreach (var history in histories.Values)
            {
                var values = stored.GetValueOrDefault(history.Key, []);
                if (family == Family.Submission)
                    values = await DraftsAsync(history.Key, values, cancellation);
                if (family == Family.Archive && values.Count > 0)
                    values = [await _http.ArchivedAsync(service, history.Path!, cancellation), .. values.Skip(1)];
                verdicts[history.Key] = history.Judge(values);
            }

            if (family is Family.Event or Family.Page)
                readable.AddRange(histories.Values.Where(history => history.Path is not null));
        }

        var sample = readable.OrderBy(history => history.Key, StringComparer.Ordinal).ToArray();
        new Random(_settings.Seed).Shuffle(sample);
        sample = [.. sample.Take(_settings.SampleSize)];
        foreach (var history in sample)
            verdicts[history.Key] = await ByNameAsync(service, history, verdicts[history.Key], cancellation);
        return ServiceAccounts.Of(service.Name, _log, [.. verdicts.Values], sample.Length);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> StoredAsync(
        ServiceConfig service, Family family, IEnumerable<string> keys, CancellationToken cancellation)
    {
        if (family == Family.PeopleMail)
            return _settings.Mailbox.GroupBy(message => message.Id, message => message.Digest, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group], StringComparer.Ordinal);
        await using var database = new SqlReadBack(Database(family == Family.TrackerMail ? _settings.SchedulerService : service.Name));
        return await database.ReadAsync(family, keys, cancellation);
    }

    private async Task<MailLedger?> MailAsync(CancellationToken cancellation)
    {
        var sent = _log.Operations.Where(operation => operation.Kind == OperationKind.TrackerMail).Select(operation => operation.Key!)
            .ToArray();
        if (sent.Length == 0)
            return null;
        await using var database = new SqlReadBack(Database(_settings.SchedulerService));
        var rows = await database.RowsAsync(
            "select message_id, received_at from ingested_email where message_id = any($1)", sent,
            row => (row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)), cancellation);
        return MailLedger.Of(_log, [.. rows, .. _settings.Mailbox.Select(message => (message.Id, message.At))], _settings.Bounced);
    }

    // Rows of a posted draft hold nothing but a promise; the draft is in its files, where everyone reads them.
    private async Task<IReadOnlyList<string>> DraftsAsync(string name, IReadOnlyList<string> states, CancellationToken cancellation)
    {
        static OperationConfig? Reads(ServiceConfig service) =>
            service.Operations.FirstOrDefault(operation => operation.Kind == OperationKind.DraftRead);
        var www = _settings.Crowd.Services.FirstOrDefault(service => Reads(service) is not null);
        if (www is null || !states.Contains("posted", StringComparer.Ordinal))
            return states;
        var directory = Reads(www)!.Paths.FirstOrDefault("/id/");
        var files = await _http.DraftAsync(www, directory, name, cancellation);
        return [.. states.Select(state => state == "posted" ? files : state)];
    }

    private async Task<KeyVerdict> ByNameAsync(ServiceConfig service, KeyHistory history, KeyVerdict bySql, CancellationToken cancellation)
    {
        if (bySql.Finding is not null)
            return bySql;
        var body = await _http.GetAsync(service, history.Path!, cancellation);
        var byName = history.Judge(body is null ? [] : [KeyedErrands.ValueIn(body) ?? "something else"]);
        return byName.Finding is null ? bySql : byName with { Finding = $"{byName.Finding}, when read by name" };
    }

    private ServingDatabase Database(string service) =>
        _settings.Databases.FirstOrDefault(database => database.Service == service)
        ?? throw new LedgerException($"The ledger was not told which database serves {service}.");
}

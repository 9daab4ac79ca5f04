using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace Cutover.Effects;

/// <summary>Asks one DNS server, past every cache of ours.</summary>
internal sealed class DnsServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly LookupClient _client;
    private readonly bool _authoritative;

    private DnsServer(string server, bool authoritative)
    {
        Server = server;
        _authoritative = authoritative;
        _client = new LookupClient(new LookupClientOptions(EndPoint(server))
        {
            UseCache = false,
            Recursion = !authoritative,
            Timeout = Patience,
            Retries = 0,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
        });
    }

    public string Server { get; }

    /// <summary>A server that answers for the zone itself; an answer without authority is refused.</summary>
    public static DnsServer Authoritative(string server) => new(server, true);

    public static DnsServer Resolver(string server) => new(server, false);

    /// <exception cref="EffectException">It is not an address with an optional port.</exception>
    public static IPEndPoint EndPoint(string server)
    {
        const int DnsPort = 53;
        if (!IPEndPoint.TryParse(server, out var endPoint))
            throw new EffectException($"The DNS server '{server}' must be an address with an optional port, such as 192.0.2.1:53; mend "
                + "it in the estate's file.");

        return endPoint.Port == 0 ? new IPEndPoint(endPoint.Address, DnsPort) : endPoint;
    }

    /// <summary>What it says of the name, and the zone's serial where it answers for it.</summary>
    /// <exception cref="EffectException">It gives no answer to go by: no reply, an error, or nothing of that type.</exception>
    public async Task<ServerAnswer> AskAsync(NameAddress name, CancellationToken cancellation)
    {
        var records = await QueryAsync(name.Name, Type(name), cancellation);
        if (records.Length == 0)
            throw new EffectException($"{Server} has no {name.Type} record for {name.Name}.");

        var serial = _authoritative
            ? (await QueryAsync(name.Zone, QueryType.SOA, cancellation)).OfType<SoaRecord>().FirstOrDefault()?.Serial
            : null;
        return new ServerAnswer(
            Server, [.. records.Select(Value).Order(StringComparer.Ordinal)], records.Max(record => record.InitialTimeToLive), serial);
    }

    /// <summary>The texts of a TXT record; empty where there is none.</summary>
    public async Task<ImmutableArray<string>> TextsAsync(string name, CancellationToken cancellation) =>
        [.. (await QueryAsync(name, QueryType.TXT, cancellation, mayBeAbsent: true))
            .OfType<TxtRecord>().Select(record => string.Concat(record.Text))];

    /// <summary>The records of one type; empty where there are none.</summary>
    public async Task<ImmutableArray<T>> RecordsAsync<T>(string name, QueryType type, CancellationToken cancellation)
        where T : DnsResourceRecord =>
        [.. (await QueryAsync(name, type, cancellation, mayBeAbsent: true)).OfType<T>()];

    public static QueryType Type(NameAddress name) => name.Type.ToUpperInvariant() switch
    {
        "A" => QueryType.A,
        "AAAA" => QueryType.AAAA,
        "CNAME" => QueryType.CNAME,
        _ => throw new EffectException($"{name.Name} has type '{name.Type}'; A, AAAA and CNAME can be moved."),
    };

    private static string Value(DnsResourceRecord record) => record switch
    {
        AddressRecord address => address.Address.ToString(),
        CNameRecord alias => alias.CanonicalName.Value.TrimEnd('.').ToLower(CultureInfo.InvariantCulture),
        _ => record.ToString(),
    };

    private async Task<ImmutableArray<DnsResourceRecord>> QueryAsync(
        string name, QueryType type, CancellationToken cancellation, bool mayBeAbsent = false)
    {
        IDnsQueryResponse response;
        try
        {
            response = await _client.QueryAsync(name, type, cancellationToken: cancellation);
        }
        catch (Exception failure) when (failure is DnsResponseException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new EffectException(
                $"{Server} gave no answer for {name} {type} within {Patience.TotalSeconds:0} s: {failure.Message}", failure);
        }

        var code = response.Header.ResponseCode;
        if (mayBeAbsent && code == DnsHeaderResponseCode.NotExistentDomain)
            return [];
        if (code != DnsHeaderResponseCode.NoError)
            throw new EffectException($"{Server} answered {name} {type} with {Word(code)}.");
        if (_authoritative && !response.Header.HasAuthorityAnswer)
            throw new EffectException($"{Server} does not answer for {name} with authority; is the zone loaded there?");

        return [.. response.Answers.Where(record => (int)record.RecordType == (int)type)];
    }

    private static string Word(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.NotExistentDomain => "NXDOMAIN",
        DnsHeaderResponseCode.ServerFailure => "SERVFAIL",
        DnsHeaderResponseCode.Refused => "REFUSED",
        _ => code.ToString(),
    };
}

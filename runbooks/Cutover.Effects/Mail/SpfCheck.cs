using System.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Spf;

namespace Cutover.Effects;

/// <summary>Evaluates SPF (RFC 7208) as a receiver would, with one DNS server's answers.</summary>
internal static class SpfCheck
{
    private const int PatienceMs = 3000;

    /// <param name="server">The DNS server, address:port.</param>
    /// <param name="from">The address that the mail comes from.</param>
    /// <param name="sender">The envelope's sender.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<(bool Passes, string Result)> AskAsync(
        string server, string from, string sender, CancellationToken cancellation)
    {
        var at = DnsServer.EndPoint(server);
        if (!IPAddress.TryParse(from, out var address))
            throw new EffectException($"'{from}' cannot be an address that mail is sent from; mend it in the estate's file.");

        IClientTransport[] transports = [new UdpClientTransport(at.Port), new TcpClientTransport(at.Port)];
        using var client = new ARSoft.Tools.Net.Dns.DnsClient([at.Address], transports, true, PatienceMs);
        var validator = new SpfValidator { DnsResolver = new DnsStubResolver(client) };
        var domain = sender[(sender.LastIndexOf('@') + 1)..];
        var result = await validator.CheckHostAsync(address, domain, sender, expandExplanation: false, cancellation);
        return (result.Result == SpfQualifier.Pass, result.Result.ToString());
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>One dynamic update (RFC 2136): it happens whole, and only while the zone still holds what it expects.</summary>
internal sealed partial class DnsUpdate
{
    /// <summary>What an update that was sent gets to end by itself, once nobody wants it any more.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly NameAddress _name;
    private readonly string _owner;
    private readonly StringBuilder _script = new();

    public DnsUpdate(NameAddress name)
    {
        _name = name;
        _owner = Absolute(name.Name);
        var server = DnsServer.EndPoint(name.UpdateServer);
        _script.Append(CultureInfo.InvariantCulture, $"server {server.Address} {server.Port}\nzone {Absolute(name.Zone)}\n");
    }

    /// <summary>The name of the marker that remembers what the TTL was.</summary>
    public static string MarkerName(NameAddress name) => $"_cutover-ttl.{name.Name.TrimEnd('.')}";

    /// <summary>Only if the name has exactly these values.</summary>
    public DnsUpdate Expecting(IEnumerable<string> values)
    {
        foreach (var value in values)
            Line($"prereq yxrrset {_owner} {Type} {Data(value)}");

        return this;
    }

    public DnsUpdate Set(IEnumerable<string> values, int ttl)
    {
        Line($"del {_owner} {Type}");
        foreach (var value in values)
            Line($"add {_owner} {ttl} {Type} {Data(value)}");

        return this;
    }

    public DnsUpdate ExpectingMarker(string? text)
    {
        var marker = Absolute(MarkerName(_name));
        Line(text is null ? $"prereq nxrrset {marker} TXT" : $"prereq yxrrset {marker} TXT \"{Plain(text)}\"");
        return this;
    }

    public DnsUpdate SetMarker(string? text, int ttl)
    {
        var marker = Absolute(MarkerName(_name));
        Line(text is null ? $"del {marker} TXT" : $"add {marker} {ttl} TXT \"{Plain(text)}\"");
        return this;
    }

    /// <summary>
    /// What was sent cannot be called back: a server may carry it out after its sender is gone, and after somebody has looked whether
    /// there is anything to undo. So giving up waits for the server's word.
    /// </summary>
    /// <exception cref="EffectException">The zone no longer holds what was expected, or the update failed.</exception>
    public async Task SendAsync(StepContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var end = new CancellationTokenSource();
        await using var givingUp = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).CancelAfter(Grace), end);
        Line("send");
        string[] key = _name.KeyFile is null ? [] : ["-k", _name.KeyFile];
        var errand = new Errand(_name.Host, [_name.UpdateProgram, .. key])
        {
            Input = _script.ToString(),
            Lock = LeashLock.Of(context.Run, _name.Name),
        };
        var result = await Leash.RunAsync(errand, end.Token);
        if (result.ExitCode == 0)
            return;

        var conflict = Conflict().Match(result.Errors + result.Output);
        throw new EffectException(conflict.Success
            ? $"{_name.Name} was not changed: {_name.UpdateServer} no longer holds what was expected ({conflict.Value}); somebody else "
                + "changed it since, look at it and decide."
            : $"{_name.Name} was not changed: {_name.UpdateProgram} to {_name.UpdateServer} exited with {result.ExitCode}: "
                + $"{result.LastLine}.");
    }

    /// <summary>A value in the form in which answers give it.</summary>
    /// <exception cref="EffectException">It cannot be a value of such a name.</exception>
    public static string CheckedValue(NameAddress name, string value) => name.Type.ToUpperInvariant() switch
    {
        "A" when IPAddress.TryParse(value, out var address) && address.AddressFamily == AddressFamily.InterNetwork => address.ToString(),
        "AAAA" when IPAddress.TryParse(value, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 =>
            address.ToString(),
        "CNAME" => Absolute(value).TrimEnd('.').ToLower(CultureInfo.InvariantCulture),
        _ => throw new EffectException($"'{value}' cannot be the {name.Type} of {name.Name}."),
    };

    private string Type => _name.Type.ToUpperInvariant();

    private string Data(string value)
    {
        var data = CheckedValue(_name, value);
        return Type == "CNAME" ? $"{data}." : data;
    }

    private void Line(string line) => _script.Append(line).Append('\n');

    private static string Absolute(string name) => DomainName().IsMatch(name)
        ? $"{name.TrimEnd('.')}."
        : throw new EffectException($"'{name}' is not a domain name.");

    private static string Plain(string text) => PlainText().IsMatch(text)
        ? text
        : throw new EffectException($"The text '{text}' beside the name cannot be put into an update.");

    [GeneratedRegex(
        @"\A(?!-)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DomainName();

    [GeneratedRegex(@"\A[A-Za-z0-9=:. -]{1,200}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainText();

    [GeneratedRegex("NXRRSET|YXRRSET|NXDOMAIN|YXDOMAIN", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Conflict();
}

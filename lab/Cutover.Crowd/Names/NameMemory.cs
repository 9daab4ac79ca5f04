using System.Collections.Concurrent;
using System.Net;

namespace Cutover.Crowd;

/// <summary>
/// One user's memory for names: an answer is kept for its TTL as the resolver gave it, or for several times that where the user sits
/// behind a resolver that over-holds. Only addresses of 127.0.0.0/8 leave it.
/// </summary>
/// <param name="source">Who is asked.</param>
/// <param name="times">How many times the TTL an answer is kept: 1 for all who keep to the rules.</param>
/// <param name="time">The clock.</param>
public sealed class NameMemory(IAddressSource source, int times, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (IPAddress Address, long Asked, TimeSpan Keep)> _kept =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address of a name.</summary>
    /// <exception cref="NameNotFoundException">The resolver has none.</exception>
    /// <exception cref="OutsideLoopbackException">It is not an address of this machine's loopback.</exception>
    public async ValueTask<IPAddress> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (_kept.TryGetValue(host, out var kept) && time.GetElapsedTime(kept.Asked) < kept.Keep)
            return kept.Address;

        var asked = time.GetTimestamp();
        var (address, timeToLive) = await source.AskAsync(host, cancellation);
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || !IPAddress.IsLoopback(address))
            throw new OutsideLoopbackException(host, address);
        _kept[host] = (address, asked, timeToLive * times);
        return address;
    }
}

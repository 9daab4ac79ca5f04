using System.Net;

namespace Cutover.Crowd;

/// <summary>Where answers about names come from.</summary>
public interface IAddressSource
{
    /// <summary>Asks once.</summary>
    /// <returns>The address, and for how long the answer may be kept.</returns>
    /// <exception cref="NameNotFoundException">There is no address, or no answer.</exception>
    ValueTask<(IPAddress Address, TimeSpan TimeToLive)> AskAsync(string host, CancellationToken cancellation);
}

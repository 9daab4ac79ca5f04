using System.Net;

namespace Cutover.Crowd;

/// <summary>A name led outside 127.0.0.0/8, where a rehearsal never goes.</summary>
public sealed class OutsideLoopbackException(string host, IPAddress address)
    : Exception($"{host} resolves to {address}, outside 127.0.0.0/8: a rehearsal never connects there.");

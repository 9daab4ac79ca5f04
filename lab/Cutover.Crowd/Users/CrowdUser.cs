using System.Collections.Concurrent;

namespace Cutover.Crowd;

/// <summary>One user: connections, a memory for names, and the keys written so far.</summary>
public sealed class CrowdUser(int number, NameMemory names, HttpClient http) : IDisposable
{
    /// <summary>The user's number, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>The user's memory for names.</summary>
    public NameMemory Names { get; } = names;

    /// <summary>The user's connections.</summary>
    public HttpClient Http { get; } = http;

    /// <summary>Events on documents.</summary>
    public Shelf Events { get; } = new();

    /// <summary>Pages of www.</summary>
    public Shelf Pages { get; } = new();

    /// <summary>Drafts that the user saw posted, as name and revision.</summary>
    public ConcurrentQueue<OwnDraft> Drafts { get; } = [];

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}

namespace Cutover.Effects;

/// <summary>One transport of a Postfix, with what is carried by it and where that goes.</summary>
public sealed record MailTransportAddress
{
    public required PostfixAddress Server { get; init; }

    /// <summary>Its name in master.cf. Everything below waits when it waits, and nothing else does.</summary>
    public required string Transport { get; init; }

    /// <summary>The domains that the transport map gives to it; by them its share of the queue is known.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The transport map's source, on that host; compiled by <c>postmap</c>.</summary>
    public required string Map { get; init; }

    /// <summary>The map's type (https://www.postfix.org/DATABASE_README.html).</summary>
    public string MapType { get; init; } = "hash";

    /// <summary>Addresses to which a canary is sent, one for each destination, as people outside would write them.</summary>
    public required IReadOnlyList<string> Canaries { get; init; }

    /// <summary>
    /// Tells how many rows a message made: SQL with the Message-ID, without its brackets, as $1, and one number as its answer. An answer
    /// of "ok" proves nothing: https://github.com/ietf-tools/datatracker/issues/7563.
    /// </summary>
    public required string RowsOfMessage { get; init; }

    public override string ToString() => $"{Transport} of {Server}";
}

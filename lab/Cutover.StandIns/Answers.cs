using System.Text.Json.Serialization;

namespace Cutover.StandIns;

/// <summary>The JSON that goes in and out.</summary>
internal static class Answers
{
    /// <summary>GET /api/version.</summary>
    public sealed record VersionAnswer(string Version, string? Dumptime);

    /// <summary>Any refusal on <c>/api/</c>.</summary>
    public sealed record ErrorAnswer(
        string Error, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfter = null);

    /// <summary>POST /api/email/: ok, bad_dest or bad_msg.</summary>
    public sealed record ResultAnswer(string Result);

    /// <summary>GET /api/rfcdiff-latest-json/{name}.</summary>
    public sealed record LatestAnswer(string ContentUrl, string Name, string Rev, string? Previous, string? PreviousUrl);

    /// <summary>What GET on a keyed row tells: an event of a document or a page.</summary>
    public sealed record KeyedText(Guid Key, string Body, int Version);

    /// <summary>What a client sends to write a keyed row. A POST needs the key, a PUT the version.</summary>
    public sealed record KeyedWrite(Guid? Key, string? Slug, string? Body, int? Version);

    /// <summary>POST /api/submission.</summary>
    public sealed record SubmissionAnswer(long Id, string Name, string Rev, string StatusUrl);

    /// <summary>GET of a submission's status_url.</summary>
    public sealed record SubmissionStatus(long Id, string State);

    /// <summary>POST /api/v1/message/import/ at the mail archive.</summary>
    public sealed record ImportBody(string? ListName, string? ListVisibility, byte[]? Message);

    /// <summary>GET /api/v1/stats/msg_counts/: messages of public lists.</summary>
    public sealed record MessageCounts(IReadOnlyDictionary<string, long> MsgCounts);

    /// <summary>How far the search index is: entries, messages, and orders that wait.</summary>
    public sealed record IndexCount(long Count, long Messages, long Waiting);
}

using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>The whole ledger of one crowd.</summary>
/// <param name="Began">When the crowd began.</param>
/// <param name="Seconds">How long it kept its timetable.</param>
/// <param name="Complete">False where the crowd was killed: what it saw in its last moment is not in the log.</param>
/// <param name="Services">Each service.</param>
/// <param name="Scheduler">The background scheduler; none where it was not watched.</param>
public sealed record LedgerReport(
    [property: JsonPropertyName("began")] DateTimeOffset Began,
    [property: JsonPropertyName("seconds")] double Seconds,
    [property: JsonPropertyName("complete")] bool Complete,
    [property: JsonPropertyName("services")] IReadOnlyList<ServiceLedger> Services,
    [property: JsonPropertyName("scheduler")] SchedulerLedger? Scheduler)
{
    /// <summary>Mail that schedulers sent; none where nobody sent any.</summary>
    [JsonPropertyName("outbound")]
    public OutboundLedger? Outbound { get; init; }

    /// <summary>The mail; none where nobody sent any.</summary>
    [JsonPropertyName("mail")]
    public MailLedger? Mail { get; init; }
}

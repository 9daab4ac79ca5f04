namespace Cutover.Infra;

/// <summary>Origins as config and Workers write them.</summary>
public static class TrafficOrigins
{
    /// <summary>Said instead of an origin when everything is closed.</summary>
    public const string Maintenance = "maintenance";

    public static IReadOnlyDictionary<string, TrafficOrigin> Words { get; } = new Dictionary<string, TrafficOrigin>(StringComparer.Ordinal)
    {
        ["old"] = TrafficOrigin.Old,
        ["read-only"] = TrafficOrigin.ReadOnly,
        ["testers"] = TrafficOrigin.Testers,
        ["new"] = TrafficOrigin.New,
    };

    public static string Word(this TrafficOrigin origin) => Words.First(word => word.Value == origin).Key;
}

namespace Cutover.Effects;

/// <summary>Modes as the fronts write them.</summary>
internal static class TrafficModes
{
    public static string Word(this TrafficMode mode) => mode switch
    {
        TrafficMode.Old => "old",
        TrafficMode.ReadOnly => "read-only",
        TrafficMode.Maintenance => "maintenance",
        TrafficMode.Testers => "testers",
        TrafficMode.New => "new",
        TrafficMode.Edge => "edge",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
    };

    public static TrafficMode? Parse(string word)
    {
        foreach (var mode in Enum.GetValues<TrafficMode>())
        {
            if (mode.Word() == word)
                return mode;
        }

        return null;
    }
}

namespace Cutover.Engine;

/// <summary>What every kind of journal says alike.</summary>
internal static class JournalErrors
{
    public static JournalException Unfinished(string environment, string run) =>
        new($"The environment '{environment}' has the unfinished run '{run}'; resume it, or turn it back, before another begins.");

    public static JournalException Unknown(string run, IEnumerable<string> known) =>
        new($"The journal has no run '{run}'; there are: {string.Join(", ", known.DefaultIfEmpty("none"))}.");

    public static JournalException OutOfOrder(string run, long seq, long last) =>
        new($"Event {seq} of run '{run}' does not follow event {last}; another process has written to the run. Run the same command "
            + "again.");

    public static EpochLostException EpochLost(string run, string? driver, long now, long own) =>
        new($"The run '{run}' was taken over by {driver ?? "another driver"} (epoch {now}; this driver's is {own}); this driver stops.");
}

using System.Globalization;

namespace Cutover.Lab;

/// <summary>
/// Who goes first, where everything shares the processors of one machine. Linux shares them out by session (sched(7), "The autogroup
/// feature"), and each daemon of the lab leads one: a driver with one session beside forty gets a fortieth of a busy machine.
/// </summary>
/// <param name="estate">The lab, which is up.</param>
public sealed class LabTurns(LabEstate estate)
{
    /// <summary>A fifteenth of a share.</summary>
    private const string Less = "12";

    private const string Equal = "0";

    /// <summary>
    /// While users wait for the night, what they ask meanwhile gives way to it, until they are told otherwise. What the night works with
    /// does not: the databases, the brokers and the daemon that takes the files. What is in the background stays there. A kernel that does
    /// not share by session is left as it is.
    /// </summary>
    public void GiveWay(bool way)
    {
        var (from, to) = way ? (Equal, Less) : (Less, Equal);
        var units = new LabUnits(estate);
        foreach (var unit in units.Own.Except([.. units.Databases, .. units.Brokers, "rsync"], StringComparer.Ordinal))
            Share(unit, from, to);
    }

    /// <summary>Likewise one that has just been started.</summary>
    /// <param name="unit">Its name.</param>
    public void GivesWay(string unit) => Share(unit, Equal, Less);

    private void Share(string unit, string from, string to)
    {
        try
        {
            var recorded = File.ReadAllText(Path.Combine(estate.Directory, "run", $"{unit}.pid")).Split();
            if (ProcessEntry.Of(int.Parse(recorded[0], CultureInfo.InvariantCulture)) is not { } process
                    || recorded[1] != process.Started.ToString(CultureInfo.InvariantCulture))
                return;

            // The file says "/autogroup-25 nice 0".
            var file = $"/proc/{process.Pid}/autogroup";
            if (File.ReadAllText(file).TrimEnd().EndsWith($" nice {from}", StringComparison.Ordinal))
                File.WriteAllText(file, to);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            // It does not run, has just ended, or the kernel knows nothing of this.
        }
    }
}

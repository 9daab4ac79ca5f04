using System.Text.Json;

namespace Cutover.Crowd;

/// <summary>The crowd right now: a small file, replaced whole, for the live view.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Pid">The crowd's process.</param>
/// <param name="ElapsedSeconds">Since the crowd began.</param>
/// <param name="Running">False once the crowd has gone home.</param>
/// <param name="Services">Each service.</param>
public sealed record LiveSummary(DateTimeOffset At, int Pid, double ElapsedSeconds, bool Running, IReadOnlyList<LiveService> Services)
{
    /// <summary>Reads the file; none where there is none yet, or nothing readable.</summary>
    public static LiveSummary? Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, CrowdJson.Default.LiveSummary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file.</summary>
    public void Write(string path)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, CrowdJson.Default.LiveSummary));
        File.Move(temporary, path, overwrite: true);
    }
}

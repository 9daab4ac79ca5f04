using System.Text.Json;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>What a run keeps beside the journal: its report, and what its rehearsal saved.</summary>
/// <param name="home">The journal's directory.</param>
/// <param name="run">The run's name.</param>
internal sealed class RunDirectory(string home, string run)
{
    private static readonly JsonSerializerOptions Saved = ReportJson.Options;

    public string Path { get; } = System.IO.Path.Combine(home, "runs", run);

    public string ReportJsonFile => System.IO.Path.Combine(Path, "report.json");

    public string ReportTextFile => System.IO.Path.Combine(Path, "report.md");

    private string DataFile => System.IO.Path.Combine(Path, "rehearsal.json");

    private string OptionsFile => System.IO.Path.Combine(Path, "rehearsal-options.json");

    public void Save(RehearsalData data) => Write(DataFile, JsonSerializer.Serialize(data, Saved));

    public void Save(RehearsalOptions options) => Write(OptionsFile, JsonSerializer.Serialize(options, Saved));

    public RehearsalData? RehearsalData() => Read<RehearsalData>(DataFile);

    public RehearsalOptions? RehearsalOptions() => Read<RehearsalOptions>(OptionsFile);

    /// <summary>Writes the report and points <c>latest</c> at it.</summary>
    public Report WriteReport(Runbook runbook, IReadOnlyList<JournalEntry> entries)
    {
        var report = ReportBuilder.Of(run, runbook, entries, RehearsalData());
        Write(ReportJsonFile, ReportJson.Of(report) + "\n");
        Write(ReportTextFile, ReportText.Of(report));
        return report;
    }

    /// <summary>Points <c>runs/latest</c> at this run, by one rename, so that a reader never finds it missing.</summary>
    public void PointLatestHere()
    {
        // Made where its target does not resolve: only a link that leads nowhere is renamed as the link it is.
        var making = Directory.CreateDirectory(System.IO.Path.Combine(home, "runs", $".latest-{System.Environment.ProcessId}"));
        var link = System.IO.Path.Combine(making.FullName, "latest");
        File.Delete(link);
        File.CreateSymbolicLink(link, run);
        File.Move(link, System.IO.Path.Combine(home, "runs", "latest"), overwrite: true);
        making.Delete(recursive: true);
    }

    private static T? Read<T>(string file)
        where T : class
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file), Saved) : null;
        }
        catch (JsonException broken)
        {
            throw CannotGoOnException.Wrong($"{file} is damaged: {broken.Message} Move it away; the journal alone makes a report too.");
        }
    }

    /// <summary>A reader finds the old text or the new, never half of one.</summary>
    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path);
        var making = $"{file}.{System.Environment.ProcessId}.new";
        File.WriteAllText(making, text);
        File.Move(making, file, overwrite: true);
    }
}

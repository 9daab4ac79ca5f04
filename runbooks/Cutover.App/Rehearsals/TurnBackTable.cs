using System.Globalization;
using System.Text;
using System.Text.Json;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>A plan's steps with their rehearsed ways back, saved after each, so that the same command goes on.</summary>
/// <param name="Hash">The plan's hash: a way back that was rehearsed for another plan says nothing about this one.</param>
/// <param name="Seed">The seed of the data, the crowd and the sample.</param>
/// <param name="Rows">In the plan's order.</param>
internal sealed record TurnBackTable(string Hash, int Seed, IReadOnlyList<TurnBack> Rows)
{
    public bool IsGood => Rows.All(row => row.IsGood);

    public bool Has(string step) => Rows.Any(row => row.Step == step);

    public TurnBackTable With(TurnBack row, Runbook plan)
    {
        var order = plan.Steps.Select(step => step.Id).ToList();
        return this with { Rows = [.. Rows.Append(row).OrderBy(each => order.IndexOf(each.Step))] };
    }

    /// <summary>The table that was begun for this plan with this seed; else an empty one.</summary>
    public static TurnBackTable Continue(string home, string hash, int seed)
    {
        var file = JsonFile(home);
        try
        {
            if (File.Exists(file) && JsonSerializer.Deserialize<TurnBackTable>(File.ReadAllText(file), ReportJson.Options) is { } begun
                && (begun.Hash, begun.Seed) == (hash, seed))
                return begun;
        }
        catch (JsonException)
        {
            // Made again; what it said can be rehearsed again.
        }

        return new TurnBackTable(hash, seed, []);
    }

    public static string TextFile(string home) => Path.Combine(home, "turn-backs.md");

    public void Save(string home)
    {
        Directory.CreateDirectory(home);
        Write(JsonFile(home), ReportJson.Of(this));
        Write(TextFile(home), Text());
    }

    private string Text()
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# Turning back from each step\n\nplan `{Hash}`, seed {Seed}\n\n");
        Phases(page);
        page.Append("Nights that were held on one estate have one ledger; it stands with the last of them.\n\n");
        page.Append("| step | phase | outcome | way back took | undone, back steps | run | acknowledged | lost | duplicated |\n");
        page.Append("|---|---|---|--:|--:|---|--:|--:|--:|\n");
        foreach (var row in Rows)
            page.Append(row.NoReturn is { } why
                ? $"| {row.Step} | {row.Phase} | no way back: {why} | | | | | | |\n"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {row.Step} | {row.Phase} | {MarkdownText.Of(Said(row))} | {row.TookS:0.0} s | {row.Undone}, {row.Back} "
                        + $"| {row.Run} | {Counted(row)} |\n"));
        return page.ToString();
    }

    /// <summary>How long going back takes, by how far the night has come.</summary>
    private void Phases(StringBuilder page)
    {
        page.Append("| phase | rehearsed | well | half took at most | the longest |\n|---|--:|--:|--:|---|\n");
        foreach (var phase in Rows.Where(row => row.NoReturn is null).GroupBy(row => row.Phase, StringComparer.Ordinal))
        {
            var rows = phase.OrderBy(row => row.TookS).ToList();
            var (well, half, last) = (rows.Count(row => row.IsGood), rows[(rows.Count - 1) / 2], rows[^1]);
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {phase.Key} | {rows.Count} | {well} | {half.TookS:0.0} s | {last.TookS:0.0} s, {last.Step} |\n");
        }

        page.Append('\n');
    }

    private static string Counted(TurnBack row) =>
        row.Ledger == row.Run ? $"{row.Acknowledged} | {row.Lost} | {row.Duplicated}" : $"in {row.Ledger} | |";

    private static string Said(TurnBack row) =>
        string.Join("; ", row.Faults.Prepend(
            $"{row.Outcome?.ToString() ?? "unfinished"}{(row.Elsewhere is null ? "" : $", from {row.Elsewhere} instead")}"));

    private static string JsonFile(string home) => Path.Combine(home, "turn-backs.json");

    private static void Write(string file, string text)
    {
        var making = $"{file}.{Environment.ProcessId}.new";
        File.WriteAllText(making, text);
        File.Move(making, file, overwrite: true);
    }
}

using System.Diagnostics;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A change of the lab's zone, taken back by restoring what was there.</summary>
internal sealed class PlantedRecord : IAsyncDisposable
{
    private readonly LabEstate _lab;
    private readonly string _restore;

    private PlantedRecord(LabEstate lab, string restore) => (_lab, _restore) = (lab, restore);

    /// <param name="lab">The lab.</param>
    /// <param name="change">A record in place of those of its name and type; or "del", a name and a type, to have none.</param>
    public static async Task<PlantedRecord> PlantAsync(LabEstate lab, string change)
    {
        var deletes = change.StartsWith("del ", StringComparison.Ordinal);
        var words = (deletes ? change[4..] : change).Split(' ');
        var (name, type) = (words[0], deletes ? words[1] : words[2]);
        var answer = await MailServers.CommandAsync(
            "kdig", "+noall", "+answer", $"@{lab.Dns.Primary.Host}", "-p", $"{lab.Dns.Primary.Port}", name, type);
        var before = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(';')).ToList();
        Assert.NotEmpty(before);
        await UpdateAsync(lab, [$"del {name} {type}", .. deletes ? Array.Empty<string>() : [$"add {change}"]]);
        return new PlantedRecord(lab, string.Join('\n', [$"del {name} {type}", .. before.Select(record => $"add {record}")]));
    }

    public async ValueTask DisposeAsync() => await UpdateAsync(_lab, _restore.Split('\n'));

    private static async Task UpdateAsync(LabEstate lab, IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo("knsupdate", ["-k", lab.Dns.KeyFile]) { RedirectStandardInput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(
            $"server {lab.Dns.Primary.Host} {lab.Dns.Primary.Port}\nzone {lab.Dns.Zone}.\n{string.Join('\n', lines)}\nsend\n");
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
    }
}

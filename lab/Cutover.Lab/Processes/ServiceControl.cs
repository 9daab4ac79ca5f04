using System.Diagnostics;

namespace Cutover.Lab;

/// <summary>Starts and stops the lab's processes through the same command that people and the night use.</summary>
internal sealed class ServiceControl(LabEstate estate)
{
    /// <summary>Starts one and tells how long it took until it listened.</summary>
    public async Task<TimeSpan> StartAsync(string name, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await RunAsync(name, "start", cancellation);
        return clock.Elapsed;
    }

    public Task StopAsync(string name, CancellationToken cancellation) => RunAsync(name, "stop", cancellation);

    public async Task<bool> IsRunningAsync(string name, CancellationToken cancellation) =>
        (await Shell.TryAsync(estate.ServiceCommand, [name, "status"], cancellation)).Code == 0;

    /// <summary>Whether somebody started it and nobody stopped it since.</summary>
    public bool IsWanted(string name) => File.Exists(Path.Combine(estate.Directory, "run", $"{name}.wanted"));

    private async Task RunAsync(string name, string action, CancellationToken cancellation)
    {
        var (code, _, errors) =
            await Shell.TryAsync(estate.ServiceCommand, [name, action], cancellation, OwnProcesses.Mark(estate.Directory));
        if (code != 0)
            throw new LabException($"{name} could not be {(action == "start" ? "started" : "stopped")}: {Shell.LastLines(errors)}");
    }
}

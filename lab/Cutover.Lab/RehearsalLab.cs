using System.Diagnostics;

namespace Cutover.Lab;

/// <summary>
/// The estate on one machine: real daemons on loopback, as an unprivileged user. What it starts outlives this program, so that a
/// driver that crashed finds its estate as it left it; the next start sweeps or adopts it.
/// </summary>
public sealed class RehearsalLab
{
    private readonly Action<string> _progress;

    /// <param name="options">Which lab.</param>
    /// <param name="progress">Takes one line for each thing done; called from any thread.</param>
    /// <exception cref="LabException">The options cannot be used.</exception>
    public RehearsalLab(LabOptions options, Action<string> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Estate = LabEstate.Of(options);
        _progress = progress;
    }

    public LabEstate Estate { get; }

    /// <summary>
    /// What the fresh start that made this lab is called, another for each; null where there is no whole lab of these options, or it was
    /// taken down.
    /// </summary>
    public string? Made =>
        IsWhole() && File.Exists(MadeFile) && new LabUnits(Estate).Own.Any(new ServiceControl(Estate).IsWanted)
            ? File.ReadAllText(MadeFile) : null;

    private string MadeFile => Path.Combine(Estate.Directory, "made");

    /// <summary>
    /// Brings the lab up. Fresh: ends what is left of the last one, empties the directory, makes and fills everything.
    /// Adopting: starts only what somebody wanted running and is dead, and touches nothing else; where there is no whole lab of
    /// these options, or it was taken down, it is a fresh start.
    /// </summary>
    /// <exception cref="LabException">It cannot. A fresh start that fails has ended what it started; the logs stay.</exception>
    public async Task<LabEstate> UpAsync(bool adopt = false, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        await LabRequirements.EnsureAsync(_progress, cancellation);
        var user = await LabUser.EnsureAsync(cancellation);
        var directories = new LabDirectories(Estate, user);
        directories.Claim();
        using var held = LabLock.Take(Estate);
        var fresh = new LabStart(Estate, user, directories, _progress);
        if (adopt && Made is not null)
            await fresh.AdoptAsync(cancellation);
        else
            await fresh.FreshAsync(cancellation);
        _progress($"lab up in {clock.Elapsed.TotalSeconds:0.0} s: {Estate.Directory}");
        return Estate;
    }

    /// <summary>Stops everything in order, then ends what is left. Data and logs stay until the next fresh start.</summary>
    public async Task DownAsync(CancellationToken cancellation = default)
    {
        if (await OwnersAsync(cancellation) is not { } user)
            return;
        using var held = LabLock.Take(Estate);
        var clock = Stopwatch.StartNew();
        var control = new ServiceControl(Estate);
        var units = new LabUnits(Estate);
        await StopAllAsync(units, control, cancellation);
        var left = await new OwnProcesses(Estate.Directory, user).EndAsync(cancellation);
        await LetGoAsync(user, cancellation);
        _progress($"lab down in {clock.Elapsed.TotalSeconds:0.0} s{(left > 0 ? $", {left} processes had to be killed" : "")}");
    }

    /// <summary>Ends at once every process that is provably this lab's, and nothing else.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation = default)
    {
        AptInstaller.AllowStarts();
        if (await OwnersAsync(cancellation) is not { } user)
            return 0;
        using var held = LabLock.Take(Estate);
        var ended = await new OwnProcesses(Estate.Directory, user).EndAsync(cancellation);
        await LetGoAsync(user, cancellation);
        return ended;
    }

    /// <summary>Cuts two hosts off from each other, as a broken network does: nothing arrives, and nobody is told.</summary>
    /// <param name="one">The name of a host, of <see cref="LabEstate.Hosts"/>.</param>
    /// <param name="other">Another one's.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LabException">There is no such host, or the lab's hosts are not apart.</exception>
    public Task CutAsync(string one, string other, CancellationToken cancellation = default) =>
        new LabNetwork(Estate).CutAsync(one, other, cancellation);

    /// <summary>Lets them reach each other again; nothing happens where they did.</summary>
    /// <param name="one">The name of a host.</param>
    /// <param name="other">The other one's.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LabException">There is no such host, or the lab's hosts are not apart.</exception>
    public Task MendAsync(string one, string other, CancellationToken cancellation = default) =>
        new LabNetwork(Estate).MendAsync(one, other, cancellation);

    /// <summary>Whether a whole lab of these options is here and every process that is wanted runs.</summary>
    public async Task<bool> IsUpAsync(CancellationToken cancellation = default)
    {
        if (!IsWhole() || await OwnersAsync(cancellation) is not { } user)
            return false;
        var control = new ServiceControl(Estate);
        var wanted = new LabUnits(Estate).Own.Where(control.IsWanted).ToList();
        var running = await Task.WhenAll(wanted.Select(name => control.IsRunningAsync(name, cancellation)));
        return wanted.Count > 0 && running.All(runs => runs);
    }

    /// <summary>The lab's own services that run, by name in order.</summary>
    public async Task<IReadOnlyList<string>> RunningAsync(CancellationToken cancellation = default)
    {
        var control = new ServiceControl(Estate);
        var wanted = new LabUnits(Estate).Own.Where(control.IsWanted).Order(StringComparer.Ordinal).ToList();
        var running = await Task.WhenAll(wanted.Select(name => control.IsRunningAsync(name, cancellation)));
        return [.. wanted.Where((_, at) => running[at])];
    }

    /// <summary>In order; what does not stop is killed by the caller.</summary>
    private async Task StopAllAsync(LabUnits units, ServiceControl control, CancellationToken cancellation)
    {
        bool Runs(string name) => File.Exists(Path.Combine(Estate.Directory, "run", $"{name}.pid"));
        try
        {
            await Task.WhenAll(units.StoppedFirst.Where(Runs).Select(name => control.StopAsync(name, cancellation)));
            await Task.WhenAll(units.Databases.Where(Runs).Select(name => control.StopAsync(name, cancellation)));
        }
        catch (LabException e)
        {
            _progress(e.Message);
        }
    }

    /// <summary>What of the machine was the lab's while its processes ran.</summary>
    private async Task LetGoAsync(LabUser user, CancellationToken cancellation)
    {
        await new LabMounts(Estate, user).ReleaseAsync(cancellation);
        await new LabNetwork(Estate).RemoveAsync(cancellation);
    }

    private async Task<LabUser?> OwnersAsync(CancellationToken cancellation) =>
        Directory.Exists(Estate.Directory) ? await LabUser.FindAsync(cancellation) : null;

    /// <summary>The last thing a fresh start writes is the estate it made.</summary>
    private bool IsWhole()
    {
        var file = Path.Combine(Estate.Directory, "estate.json");
        return File.Exists(file) && File.ReadAllText(file) == LabStart.Describe(Estate);
    }
}

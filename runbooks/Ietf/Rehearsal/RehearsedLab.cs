using Cutover.App;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;

namespace Ietf;

/// <summary>A lab that is up, with its crowd.</summary>
internal sealed class RehearsedLab : IRehearsedEstate
{
    /// <summary>Users go on for a moment after the night, so that an outage's end is seen.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(3);

    private readonly RehearsalLab _lab;
    private readonly RunningBefore _before;
    private readonly LabCrowd _crowd;
    private readonly RehearsalOptions _options;
    private readonly Action<string> _say;
    private readonly IDisposable _only;

    public RehearsedLab(
        RehearsalLab lab, RunningBefore before, LabStacks stacks, LabCrowd crowd, RehearsalOptions options, Action<string> say,
        IDisposable only)
    {
        (_lab, _before, _crowd, _options, _say, _only) = (lab, before, crowd, options, say, only);
        var work = options.Directory;
        var file = Path.Combine(work, "lab.yaml");
        var places = IetfNight.Plan().Places;
        EstateYaml.Write(file, "lab", LabAddresses.Of(lab.Estate, work, places));
        var estate = WithDriver(EstateFile.Load(file, places), stacks);
        Estate = estate;
        Watcher = new UsersWait(new LabTurns(lab.Estate), service => estate.At(service).Start[1]);
    }

    public Estate Estate { get; }

    public string? Crowd => _crowd.Line();

    public IRunObserver Watcher { get; }

    /// <summary>A way back leaves running what ran, and nobody's night is rehearsed without users.</summary>
    public async ValueTask<IReadOnlyList<string>> FaultsAsync(RunState state, CancellationToken cancellation)
    {
        IReadOnlyList<string> services = state.Outcome is Outcome.Completed ? [] : await _before.DifferencesAsync(cancellation);
        return await _crowd.IsThereAsync(cancellation) ? services : [.. services, "the crowd had gone home before the night's end"];
    }

    public async ValueTask<RehearsalData> FinishAsync(RunState state, CancellationToken cancellation)
    {
        await Task.Delay(Afterwards, cancellation);
        await _crowd.DisperseAsync(cancellation);
        await SpoolAsync(cancellation);
        await LabQueues.DrainAsync(_lab.Estate, cancellation);
        var serving = await ServingSide.FindAsync(_lab.Estate, cancellation);
        var ledger = await LabLedger.ReadAsync(_lab.Estate, _crowd.Config, serving, _options.Seed, cancellation);
        var figures = await LabFigures.OfAsync(_lab.Estate, serving, ledger, cancellation);
        if (_options.CompareDump)
        {
            _say("the same database is dumped and restored, for comparison");
            figures["dump_restore"] = await DumpComparison.RunAsync(_lab.Estate, cancellation);
        }

        return new RehearsalData
        {
            Services = [.. LabLedger.Rows(ledger)],
            Remarks = [.. LabLedger.Remarks(ledger, serving)],
            Figures = figures,
        };
    }

    /// <summary>What the mail host has taken, an importer comes for within a moment; the ledger calls the rest lost.</summary>
    private async Task SpoolAsync(CancellationToken cancellation)
    {
        var (waiting, left) = (Path.Combine(_lab.Estate.ArchiveSpool, "new"), 100);
        while (Directory.EnumerateFiles(waiting).Any() && left-- > 0)
            await Task.Delay(50, cancellation);
    }

    public async ValueTask HelpAsync(Step step, CancellationToken cancellation)
    {
        if (step?.Probe is not PreviewsApproved previews)
            return;

        var traffic = Estate.At(IetfPlaces.Traffic);
        await previews.ApproveAsync(traffic, await previews.LookAsync(traffic, cancellation), cancellation);
    }

    private static Estate WithDriver(Estate estate, LabStacks stacks)
    {
        var traffic = estate.At(IetfPlaces.Traffic) with { Driver = stacks.Driver(LabStacks.Traffic) };
        return estate with { Addresses = estate.Addresses.SetItem(IetfPlaces.Traffic.Name, traffic) };
    }

    public async ValueTask TakeDownAsync(CancellationToken cancellation) => await _lab.DownAsync(cancellation);

    public ValueTask DisposeAsync()
    {
        _only.Dispose();
        return ValueTask.CompletedTask;
    }
}

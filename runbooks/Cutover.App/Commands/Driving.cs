using System.Reflection;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>One run, driven from this process and shown while it goes on.</summary>
/// <param name="session">The command's surroundings.</param>
/// <param name="journal">Where it is recorded.</param>
/// <param name="runbook">The plan.</param>
internal sealed class Driving(Session session, IJournal journal, Runbook runbook)
{
    /// <summary>This process, for others to read.</summary>
    public static string Driver { get; } = $"{Environment.UserName}@{Environment.MachineName}, process {Environment.ProcessId}";

    /// <summary>How the run is driven when nobody says otherwise.</summary>
    public static RunnerOptions Options(OnFailure onFailure, bool unattended, IReadOnlyCollection<string> acceptChanged) => new()
    {
        Driver = Driver,
        Build = Build(),
        OnFailure = onFailure,
        Unattended = unattended,
        AcceptChanged = acceptChanged,
    };

    /// <summary>Drives until the run ends, is stuck, waits for somebody who does not come, or is interrupted.</summary>
    public async Task<RunState> DriveAsync(RunHeader run, Aim aim, CancellationToken interrupted)
    {
        LoadEverything(Assembly.GetEntryAssembly() ?? typeof(Driving).Assembly, []);
        new RunDirectory(session.Home, run.Run).PointLatestHere();
        return session.Terminal.CanDraw && !session.IsPlain
            ? await DrawAsync(run, aim, interrupted)
            : await TellAsync(run, aim, interrupted);
    }

    private async Task<RunState> DrawAsync(RunHeader run, Aim aim, CancellationToken interrupted)
    {
        var feed = new RunFeed();
        var view = new LiveView(session.Terminal.Console, session.Time);
        return await view.WhileAsync(
            Runner(aim, feed).RunAsync(run.Run, interrupted),
            at => feed.Now(run.Run, at, aim.Crowd()) is { } now ? now with { IsStopping = interrupted.IsCancellationRequested } : null);
    }

    private async Task<RunState> TellAsync(RunHeader run, Aim aim, CancellationToken interrupted)
    {
        var lines = new PlainLines(session.Terminal.Out, session.Time);
        await using var told = interrupted.Register(() => TellStopping(lines));
        return await Runner(aim, lines).RunAsync(run.Run, interrupted);
    }

    /// <summary>It is called by whoever interrupts, which may be a signal: what it throws would end the program at once.</summary>
    private static void TellStopping(PlainLines lines)
    {
        try
        {
            lines.Tell(RunNow.Stopping);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The terminal is gone, and the run stops in order all the same.
        }
    }

    private Runner Runner(Aim aim, IRunObserver view) =>
        new(runbook, aim.Estate, journal, session.Time, aim.Options, new Observers([view, .. aim.Watchers]));

    /// <summary>A night outlives its build: when somebody builds anew meanwhile, nothing more is read from the build's files.</summary>
    private static void LoadEverything(Assembly assembly, HashSet<string> loaded)
    {
        foreach (var name in assembly.GetReferencedAssemblies())
        {
            if (File.Exists(Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll")) && loaded.Add(name.FullName))
                LoadEverything(Assembly.Load(name), loaded);
        }
    }

    /// <summary>What identifies the program that drives: its version and the compiler's fingerprint of it.</summary>
    private static string Build()
    {
        var program = Assembly.GetEntryAssembly() ?? typeof(Driving).Assembly;
        return $"{program.GetName().Name} {program.GetName().Version} {program.ManifestModule.ModuleVersionId:N}";
    }
}

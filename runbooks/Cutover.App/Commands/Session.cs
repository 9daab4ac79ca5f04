using Cutover.Engine;

namespace Cutover.App;

/// <summary>What every command works with.</summary>
/// <param name="Night">The runbook program.</param>
/// <param name="Terminal">Where to write.</param>
/// <param name="Home">The directory of what stays on this machine: reports, locks and, unless it is shared, the journal.</param>
/// <param name="IsPlain">Whether plain lines are wanted although there is a terminal.</param>
/// <param name="By">Who asks.</param>
internal sealed record Session(Night Night, Terminal Terminal, string Home, bool IsPlain, string By)
{
    public TimeProvider Time => Night.Time;

    /// <summary>The database of a journal that every machine shares; null where the journal is in <see cref="Home"/>.</summary>
    public JournalDatabase? Shared { get; init; }

    /// <summary>Where the journal is, for people.</summary>
    private string JournalName => Shared?.ToString() ?? Shown(Home);

    /// <exception cref="RunbookInvalidException">It breaks rules.</exception>
    /// <exception cref="CannotGoOnException">The plan's own code failed.</exception>
    public Runbook Plan()
    {
        try
        {
            return Night.Plan();
        }
        catch (Exception failure) when (failure is not (RunbookInvalidException or CannotGoOnException or OutOfMemoryException))
        {
            throw new CannotGoOnException(ExitCode.Wrong, $"The plan of '{Night.Name}' cannot be built: {failure.Message}", failure);
        }
    }

    /// <summary>The addresses of an environment. Its name comes from the command line and becomes a file's: it is nothing else.</summary>
    /// <exception cref="EstateInvalidException">With everything that is wrong in it.</exception>
    /// <exception cref="CannotGoOnException">It is no environment's name.</exception>
    public Estate Estate(string environment, Runbook runbook) =>
        environment.Length > 0 && environment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? EstateFile.Load(Path.Combine(Night.Estates, $"{environment}.yaml"), runbook.Places)
            : throw CannotGoOnException.Wrong($"'{environment}' is no environment's name, which is letters, digits and hyphens.");

    /// <summary>Opens the journal, and makes it where it is missing; a shared one when it gets its first run.</summary>
    public IJournal OpenJournal() => Shared is { } database ? PostgresJournal.Open(database, Time)
        : Night.Journal is { } open ? open(Home)
        : SqliteJournal.Open(Home, Time);

    /// <summary>Opens a journal that must be there: asking about a run never makes one.</summary>
    public IJournal ExistingJournal() => Shared is null && Night.Journal is null && !File.Exists(Path.Combine(Home, "journal.db"))
        ? throw NoRun()
        : OpenJournal();

    /// <summary>The run of this name; unnamed, the unfinished one, else the newest.</summary>
    public async Task<RunHeader> FindAsync(IJournal journal, string? name, CancellationToken cancellation)
    {
        var runs = await journal.ListAsync(cancellation);
        if (runs.Count == 0)
            throw NoRun();
        if (name is not null)
        {
            return runs.FirstOrDefault(run => run.Run == name)
                ?? throw CannotGoOnException.Wrong($"The journal in {JournalName} has no run '{name}'; there are: {Names(runs)}.");
        }

        var unfinished = runs.Where(run => !run.Finished).ToList();
        return unfinished.Count > 1
            ? throw CannotGoOnException.Wrong($"Several runs are unfinished: {Names(unfinished)}. Name one with --run.")
            : unfinished.Count == 1 ? unfinished[0] : runs[^1];
    }

    /// <summary>The run that people can still ask something of.</summary>
    public async Task<RunHeader> FindUnfinishedAsync(IJournal journal, string? name, CancellationToken cancellation)
    {
        var run = await FindAsync(journal, name, cancellation);
        return run.Finished
            ? throw CannotGoOnException.Wrong(
                $"The run '{run.Run}' has ended, and no other is unfinished; begin one with ./cutover run or ./cutover rehearse.")
            : run;
    }

    /// <summary>A path as short as it can be told from here.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Names(IEnumerable<RunHeader> runs) => string.Join(", ", runs.Select(run => run.Run));

    public CannotGoOnException NoRun() => CannotGoOnException.Wrong(
        $"There is no run in {JournalName} yet; begin one with ./cutover rehearse or run, or name another journal with --journal.");
}

using Cutover.Engine;

namespace Cutover.App;

/// <summary>A runbook program: everything that the command line needs to know of it.</summary>
/// <param name="Name">The program's name, for people.</param>
/// <param name="Plan">Builds the plan; broken rules come out as <see cref="RunbookInvalidException"/>.</param>
public sealed record Night(string Name, Func<Runbook> Plan)
{
    /// <summary>The directory of the estates' files, one <c>&lt;environment&gt;.yaml</c> each.</summary>
    public string Estates { get; init; } = Path.Combine(AppContext.BaseDirectory, "Estates");

    /// <summary>
    /// Opens the journal in a directory, where no shared one is named. The default is one SQLite file: for one machine, and never for
    /// production.
    /// </summary>
    public Func<string, IJournal>? Journal { get; init; }

    /// <summary>The estate to rehearse on; absent where the program cannot be rehearsed.</summary>
    public IRehearsal? Rehearsal { get; init; }

    /// <summary>Commands of this program's own, beside those that every runbook has.</summary>
    public IReadOnlyList<System.CommandLine.Command> Commands { get; init; } = [];

    /// <summary>The clock of runs and views.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

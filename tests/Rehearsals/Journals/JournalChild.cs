using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cutover.Engine;

namespace Cutover.Rehearsals;

/// <summary>This program again, as a driver on another machine: it begins a run, drives it, and appends until it is killed.</summary>
internal static class JournalChild
{
    private const string Role = "CUTOVER_TEST_SHARED_JOURNAL";

    /// <summary>Starts it. It writes the run's name, and then the number of each event that it knows to be recorded.</summary>
    public static Process Start(JournalDatabase at)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Rehearsals"))
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[Role] = $"{at.Host} {at.Port} {at.Database} {at.User} {at.Passfile}";
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void PlayRole()
    {
        if (Environment.GetEnvironmentVariable(Role)?.Split(' ') is not [var host, var port, var database, var user, var passfile])
            return;

        Drive(new JournalDatabase { Host = host, Port = int.Parse(port), Database = database, User = user, Passfile = passfile });
    }

    /// <summary>On this thread alone: while a module initializes, others may not enter it.</summary>
    private static void Drive(JournalDatabase at)
    {
        var journal = PostgresJournal.Open(at, TimeProvider.System);
        var run = Now(journal.CreateAsync("night", "lab", DateTimeOffset.UnixEpoch, default).AsTask()).Run;
        var epoch = Now(journal.TakeAsync(run, "the child", default).AsTask());
        Console.WriteLine(run);
        for (var seq = 1; ; seq++)
        {
            var entry = new JournalEntry(seq, epoch, DateTimeOffset.UnixEpoch, new RunEvent.Noted("the child", $"note {seq}"));
            journal.AppendAsync(run, entry, null, finishes: false, default).AsTask().GetAwaiter().GetResult();
            Console.WriteLine(seq);
        }
    }

    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Npgsql;

namespace Ietf;

/// <summary>
/// What the same move would cost as a dump and a restore under the fence: done for real, by the effect for databases that cannot replicate.
/// </summary>
internal static class DumpComparison
{
    private const string Scratch = "cutover_compare";

    /// <summary>Dumps the old side's Datatracker, which has every row of the new one, and restores it beside itself.</summary>
    public static async Task<JsonNode> RunAsync(LabEstate lab, CancellationToken cancellation)
    {
        await MakeScratchAsync(lab, cancellation);
        Place<DatabaseAddress> from = new("compare.from"), to = new("compare.to");
        var estate = new Estate("lab", "compare", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [from.Name] = At(lab, lab.Postgres.Old, "datatracker"),
            [to.Name] = At(lab, lab.Postgres.Old, Scratch),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal));
        var plan = new RunbookBuilder("dump-comparison", window: 1.Hours());
        var step = plan.Prepare("dump-restore", Postgres.DumpAndRestore(from, to)).Within(20.Minutes()).Stays("it is a copy");
        await using var journal = new MemoryJournal();
        var run = await journal.CreateAsync("dump-comparison", "lab", TimeProvider.System.GetUtcNow(), cancellation);
        var said = new Said();
        var options = new RunnerOptions { Driver = "comparison", Build = "comparison", Unattended = true };
        var state = await new Runner(plan.Build(), estate, journal, TimeProvider.System, options, said).RunAsync(run.Run, cancellation);
        var took = state[step].Ended - said.Intended;
        return new JsonObject
        {
            ["outcome"] = state[step].Status.ToString(),
            ["seen"] = state[step].Why,
            ["dump_s"] = Seconds(said.Dumped - said.Intended),
            ["dump_restore_and_proof_s"] = Seconds(took),
        };
    }

    private static JsonNode? Seconds(TimeSpan? span) =>
        span is { } known ? JsonNode.Parse(known.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture)) : null;

    private static DatabaseAddress At(LabEstate lab, Address server, string database) => new()
    {
        Host = server.Host,
        Port = server.Port,
        Database = database,
        User = "cutover",
        Passfile = lab.Postgres.Cutover,
    };

    private static async Task MakeScratchAsync(LabEstate lab, CancellationToken cancellation)
    {
        var server = lab.Postgres.Old;
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Database = "postgres",
            Username = "cutover",
            Passfile = lab.Postgres.Cutover,
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (var statement in (string[])[$"drop database if exists {Scratch} with (force)", $"create database {Scratch}"])
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private sealed class Said : IRunObserver
    {
        public DateTimeOffset? Intended { get; private set; }

        public DateTimeOffset? Dumped { get; private set; }

        public void Recorded(RunState state, JournalEntry entry)
        {
            if (entry.Event is RunEvent.StepIntended)
                Intended ??= entry.At;
        }

        void IRunObserver.Said(string step, string line) => Dumped ??= TimeProvider.System.GetUtcNow();
    }
}

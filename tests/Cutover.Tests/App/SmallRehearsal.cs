using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cutover.App;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>A rehearsal whose estate is a folder, and whose crowd is as the test says.</summary>
internal sealed class SmallRehearsal(string folder) : IRehearsal
{
    public bool SaysNo { get; init; }

    public long Lost { get; init; }

    /// <summary>What is not as it must be after the night that turns back from this step.</summary>
    public Dictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>Called when the ledger is read.</summary>
    public Action Reading { get; init; } = () => { };

    /// <summary>What reading the ledger runs into, the first time.</summary>
    public Exception? FirstReading { get; set; }

    /// <summary>What became of the estate of an unfinished run; null where it stands.</summary>
    public string? Gone { get; set; }

    /// <summary>What was asked for at each start, and whether a run went on.</summary>
    public List<(RehearsalOptions Options, bool GoesOn)> Starts { get; } = [];

    public bool IsUp { get; private set; }

    public ValueTask<IRehearsedEstate> BringUpAsync(
        RehearsalOptions options, bool goesOn, Action<string> say, CancellationToken cancellation)
    {
        Starts.Add((options, goesOn));
        if (goesOn && Gone is not null)
            throw new EstateGoneException(Gone);
        IsUp = true;
        say("a folder");
        return ValueTask.FromResult<IRehearsedEstate>(new Living(this, folder));
    }

    private sealed class Living(SmallRehearsal rehearsal, string folder) : IRehearsedEstate
    {
        private static readonly ServiceLedger Wiki = new()
        {
            Name = "wiki", ReadOutageS = 0, WriteOutageS = 0.25, LongestReadOutageS = 0, LongestWriteOutageS = 0.2, Requests = 40,
            Errors = 3, Acknowledged = 17, Unknown = 1, Late = 2,
        };

        public Estate Estate { get; } = EstateOf(folder);

        public string? Crowd => "40 requests, 0 errors";

        public ValueTask<RehearsalVote?> VoteAsync(GateStep gate, Role role, CancellationToken cancellation) =>
            ValueTask.FromResult<RehearsalVote?>(
                new RehearsalVote(!rehearsal.SaysNo, $"rehearsal:{role.Name}", rehearsal.SaysNo ? "not tonight" : "rehearsed"));

        public ValueTask<IReadOnlyList<string>> FaultsAsync(RunState state, CancellationToken cancellation) =>
            ValueTask.FromResult<IReadOnlyList<string>>(
                rehearsal.Faults.TryGetValue(state.TurnBack?.From ?? "", out var fault) ? [fault] : []);

        public ValueTask<RehearsalData> FinishAsync(RunState state, CancellationToken cancellation)
        {
            rehearsal.Reading();
            if (rehearsal.FirstReading is { } failure)
            {
                rehearsal.FirstReading = null;
                throw failure;
            }

            return ValueTask.FromResult(new RehearsalData
            {
                Services = [Wiki with { Lost = rehearsal.Lost }],
                Remarks = ["The people of this rehearsal voted by themselves."],
                Figures = new JsonObject { ["files"] = 3 },
            });
        }

        public ValueTask TakeDownAsync(CancellationToken cancellation)
        {
            rehearsal.IsUp = false;
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static Estate EstateOf(string folder)
        {
            var addresses = ImmutableSortedDictionary<string, object>.Empty.Add("folder", new SmallNight.FolderAddress(folder));
            return new Estate("lab", EstateFile.HashOf("lab", addresses), addresses);
        }
    }
}

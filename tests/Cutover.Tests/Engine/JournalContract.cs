using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>What every journal promises.</summary>
public abstract class JournalContract
{
    private static readonly DateTimeOffset Start = new(2026, 6, 20, 19, 0, 0, 123, TimeSpan.Zero);
    private static readonly JsonElement Value =
        JsonSerializer.SerializeToElement(new { name = "x", count = 3, why = "ünïcode \"quoted\"" });
    private static readonly ImmutableSortedDictionary<string, string> Hashes =
        ImmutableSortedDictionary<string, string>.Empty.Add("a", "1").Add("b", "2");

    internal static readonly RunEvent[] EveryEvent =
    [
        new RunStarted("night", "hash", Hashes, "lab", "estate", "1.0", OnFailure.TurnBack),
        new DriverTook("ann"),
        new RunbookChanged("hash", Hashes, ["a", "b"], "ann"),
        new StepWaiting("a", "why"),
        new StepIntended("a", 2, "run/a", Value),
        new StepDone("a", Value, "why"),
        new AttemptFailed("a", 2, "why"),
        new StepHeld("a", "why"),
        new StepRetried("a", "ann"),
        new StepSkipped("a", "ann", "why"),
        new FactProved("a", Value, "why"),
        new FactStale("a", "why"),
        new Voted("go", "commander", "ann", true, "why"),
        new FenceSpent("a", "why"),
        new GateLate("a", "why"),
        new TurnBackBegan("ann", "why", "a"),
        new UndoIntended("a", 1),
        new UndoDone("a", Value, "why"),
        new UndoHeld("a", "why"),
        new UndoRetried("a", "ann"),
        new Noted("ann", "line one\nline two"),
        new RequestRefused("Skip", "ann", "why"),
        new RunEnded(Outcome.TurnedBack, "why"),
    ];

    [Fact]
    public async Task Every_kind_of_event_comes_back_as_it_was_written()
    {
        Assert.Equal(Attribute.GetCustomAttributes(typeof(RunEvent), typeof(JsonDerivedTypeAttribute)).Length, EveryEvent.Length);
        await using var journal = Open();
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        var written = EveryEvent.Select((happened, i) => new JournalEntry(i + 1, epoch, Start.AddTicks(i), happened)).ToList();
        foreach (var entry in written)
            await journal.AppendAsync(run, entry, null, finishes: false, Stop);

        var read = await journal.LoadAsync(run, Stop);

        Assert.Equal(written.Select(Text), read.Select(Text));
    }

    [Fact]
    public async Task An_environment_has_one_unfinished_run_and_may_have_another_when_it_ends()
    {
        await using var journal = Open();
        var run = await CreateAsync(journal);
        await journal.CreateAsync("night", "staging", Start, Stop);

        var refused = await Assert.ThrowsAsync<JournalException>(() => CreateAsync(journal));
        Assert.Equal($"The environment 'lab' has the unfinished run '{run}'; resume it, or turn it back, before another begins.",
            refused.Message);

        var epoch = await journal.TakeAsync(run, "ann", Stop);
        await journal.AppendAsync(run, new JournalEntry(1, epoch, Start, new Noted("ann", "a")), null, finishes: true, Stop);
        await journal.AppendAsync(run, new JournalEntry(2, epoch, Start, new Noted("ann", "a")), null, finishes: false, Stop);
        var next = await CreateAsync(journal);
        Assert.NotEqual(run, next);
        Assert.Equal(
            [(run, true), (next, false)],
            (await journal.ListAsync(Stop)).Where(header => header.Environment == "lab")
                .Select(header => (header.Run, header.Finished)));
    }

    [Fact]
    public async Task A_driver_that_was_overtaken_cannot_append()
    {
        await using var journal = Open();
        var run = await CreateAsync(journal);
        var first = await journal.TakeAsync(run, "ann", Stop);
        var second = await journal.TakeAsync(run, "bob", Stop);
        Assert.True(second > first);

        var lost = await Assert.ThrowsAsync<EpochLostException>(() => AppendAsync(journal, run, 1, first));
        Assert.Equal($"The run '{run}' was taken over by bob (epoch {second}; this driver's is {first}); this driver stops.", lost.Message);
        Assert.Empty(await journal.LoadAsync(run, Stop));
        await AppendAsync(journal, run, 1, second);
        Assert.Equal("bob", await journal.DriverAsync(run, Stop));
    }

    [Fact]
    public async Task An_event_out_of_its_place_is_refused()
    {
        await using var journal = Open();
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        await AppendAsync(journal, run, 1, epoch);
        await Assert.ThrowsAsync<JournalException>(() => AppendAsync(journal, run, 1, epoch));
        await Assert.ThrowsAsync<JournalException>(() => AppendAsync(journal, run, 3, epoch));
        await AppendAsync(journal, run, 2, epoch);
        Assert.Equal([1, 2], (await journal.LoadAsync(run, Stop)).Select(entry => entry.Seq));
    }

    [Fact]
    public async Task A_request_leaves_the_inbox_with_the_event_that_answers_it_and_only_then()
    {
        await using var journal = Open();
        var run = await CreateAsync(journal);
        var old = await journal.TakeAsync(run, "ann", Stop);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        await journal.PostAsync(run, new Request(0, RequestKind.VoteGo, "ann", "go", "commander", "yes"), Stop);
        await journal.PostAsync(run, new Request(0, RequestKind.Note, "bob", Text: "hm"), Stop);

        var inbox = await journal.InboxAsync(run, Stop);
        Assert.Equal(
            [(RequestKind.VoteGo, "ann", "go", "commander", "yes"), (RequestKind.Note, "bob", "", "", "hm")],
            inbox.Select(request => (request.Kind, request.By, request.Step, request.Role, request.Text)));

        var entry = new JournalEntry(1, old, Start, new Noted("ann", "a"));
        await Assert.ThrowsAsync<EpochLostException>(() => journal.AppendAsync(run, entry, inbox[0], finishes: false, Stop).AsTask());
        Assert.Equal(2, (await journal.InboxAsync(run, Stop)).Count);
        await journal.AppendAsync(run, entry with { Epoch = epoch }, inbox[0], finishes: false, Stop);
        Assert.Equal([inbox[1].Id], (await journal.InboxAsync(run, Stop)).Select(request => request.Id));
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_named_with_those_that_are()
    {
        await using var journal = Open();
        var none = await Assert.ThrowsAsync<JournalException>(() => journal.LoadAsync("lab-9", Stop).AsTask());
        Assert.Equal("The journal has no run 'lab-9'; there are: none.", none.Message);
        var run = await CreateAsync(journal);
        var sentence = $"The journal has no run '../{run}'; there are: {run}.";
        var request = new Request(0, RequestKind.Note, "ann");
        await RefusedAsync(() => journal.TakeAsync($"../{run}", "ann", Stop).AsTask());
        await RefusedAsync(() => journal.PostAsync($"../{run}", request, Stop).AsTask());
        await RefusedAsync(() => journal.DriverAsync($"../{run}", Stop).AsTask());

        async Task RefusedAsync(Func<Task> call) => Assert.Equal(sentence, (await Assert.ThrowsAsync<JournalException>(call)).Message);
    }

    [Fact]
    public async Task Many_may_ask_while_one_drives()
    {
        await using var journal = Open();
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        var asking = Parallel.ForAsync(0, 40,
            async (i, stop) => await journal.PostAsync(run, new Request(0, RequestKind.Note, $"p{i}"), stop));
        for (var seq = 1; seq <= 40; seq++)
            await AppendAsync(journal, run, seq, epoch);

        await asking;
        Assert.Equal(40, (await journal.InboxAsync(run, Stop)).Select(request => request.By).Distinct().Count());
        Assert.Equal(40, (await journal.LoadAsync(run, Stop)).Count);
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract IJournal Open();

    protected static async Task<string> CreateAsync(IJournal journal) => (await journal.CreateAsync("night", "lab", Start, Stop)).Run;

    protected static async Task AppendAsync(IJournal journal, string run, long seq, long epoch) =>
        await journal.AppendAsync(run, new JournalEntry(seq, epoch, Start, new Noted("ann", $"note {seq}")), null, finishes: false, Stop);

    private static string Text(JournalEntry entry) => $"{entry.Seq} {entry.Epoch} {entry.At:O} {EventHash.Body(entry.Event)}";
}

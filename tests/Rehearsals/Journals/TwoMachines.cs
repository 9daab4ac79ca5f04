using Cutover.App;
using Cutover.Engine;
using Cutover.Tests;
using Spectre.Console;

namespace Cutover.Rehearsals;

/// <summary>A night in production that two machines share: each has its own directory, and both have one journal.</summary>
[Collection(OnJournalServer.Name)]
public sealed class TwoMachines : IDisposable
{
    private readonly JournalServer _server;
    private readonly string _root = Directory.CreateTempSubdirectory("cutover-machines-").FullName;
    private readonly Night _night;

    public TwoMachines(JournalServer server)
    {
        _server = server;
        var estates = Directory.CreateDirectory(Path.Combine(_root, "estates")).FullName;
        Directory.CreateDirectory(Folder);
        File.WriteAllText(
            Path.Combine(estates, "production.yaml"), $"environment: production\nplaces:\n  folder: {{ path: {Folder} }}\n");
        _night = SmallNight.Program(estates);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root, "folder");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task One_begins_the_other_is_refused_votes_and_finishes_and_both_verify()
    {
        var at = await _server.MakeAsync();
        var (one, two) = (Machine("one", at), Machine("two", at));
        File.WriteAllText(Path.Combine(Folder, "slow-copied"), "");
        using var interrupt = new CancellationTokenSource();
        var first = RunAsync(one, interrupt.Token);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(Folder, "announced")));

        var held = await Assert.ThrowsAsync<JournalHeldException>(() => RunAsync(two, Stop));
        Assert.Contains($"process {Environment.ProcessId}", held.Message, StringComparison.Ordinal);
        await interrupt.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await first);

        File.Delete(Path.Combine(Folder, "slow-copied"));
        Assert.Equal(ExitCode.Waits, await RunAsync(one, Stop));
        foreach (var role in (string[])["commander", "wiki"])
            Assert.Equal(ExitCode.Completed, await new RequestCommand(two).PostAsync(
                null, new Request(0, RequestKind.VoteGo, "bob", "go", role), Stop));
        Assert.Equal(ExitCode.Completed, await RunAsync(two, Stop));

        Assert.True(File.Exists(Path.Combine(two.Home, "runs", "latest", "report.md")));
        Assert.False(File.Exists(Path.Combine(two.Home, "journal.db")));
        Assert.Equal(ExitCode.Completed, await JournalCommand.VerifyAsync(one, null, Stop));
        Assert.Contains("events, unbroken; head ", one.Terminal.Out.ToString(), StringComparison.Ordinal);

        await _server.RunAsync(at.Database, "update event set body = replace(body, 'bob', 'eve') where body like '%voted%'");
        var changed = await Assert.ThrowsAsync<JournalException>(() => JournalCommand.VerifyAsync(one, null, Stop));
        Assert.Contains("the journal was changed or damaged after it was written", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_is_in_the_journal_or_in_what_a_machine_keeps()
    {
        var at = await _server.MakeAsync();
        var one = Machine("one", at);
        Assert.Equal(ExitCode.Waits, await RunAsync(one, Stop));

        var kept = await Task.WhenAll(Directory.GetFiles(one.Home, "*", SearchOption.AllDirectories)
            .Select(file => File.ReadAllTextAsync(file, Stop)));
        var recorded = await _server.OneAsync<string>(at.Database, "select string_agg(body, ' ') from event");
        Assert.All([.. kept, recorded, one.Terminal.Out.ToString()!], text =>
            Assert.DoesNotContain(JournalServer.Password, text, StringComparison.Ordinal));
    }

    private static Task<ExitCode> RunAsync(Session machine, CancellationToken interrupted) => new RunCommand(machine).RunAsync(
        "production", Driving.Options(OnFailure.Ask, unattended: true, []), interrupted);

    private Session Machine(string name, JournalDatabase at)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return new Session(_night, new Terminal(console, output, output), Path.Combine(_root, name), IsPlain: true, name) { Shared = at };
    }
}

using System.Text;
using Cutover.App;
using Spectre.Console;

namespace Cutover.Tests;

/// <summary>A terminal that goes away takes nothing of the run with it.</summary>
public sealed class GoneTerminalTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_picture_that_cannot_be_drawn_ends_no_run(int writes)
    {
        var gone = new GoneWriter(text => writes-- <= 0);
        var settings = new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new Watched(gone) };

        Assert.Equal(ExitCode.Completed, await RunAsync(AnsiConsole.Create(settings), TextWriter.Null, default, "rehearse"));

        Assert.True(gone.Failed);
        Assert.True(_desk.World.Has("retired"));
        Assert.Contains("\"outcome\": \"Completed\"", _desk.Report("report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_about_stopping_that_cannot_be_said_reaches_nobody_who_interrupts()
    {
        _desk.World.Set("slow-copied");
        using var stop = new CancellationTokenSource();
        using var console = new Spectre.Console.Testing.TestConsole();
        await using var gone = new GoneWriter(text => text.Contains("stopping", StringComparison.Ordinal));
        var running = RunAsync(console, gone, stop.Token, "run", "--environment", "staging");
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(_desk.Folder, "announced")));

        await stop.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await running);
        Assert.True(gone.Failed);
    }

    [Fact]
    public async Task A_signal_ends_no_program_by_what_somebody_throws_when_told()
    {
        using var child = ChildProcess.Start("signal", _desk.Root);
        Assert.Equal("waits", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{child.Id}"]);

        Assert.Equal("stopped", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, child.ExitCode);
    }

    private async Task<ExitCode> RunAsync(IAnsiConsole console, TextWriter output, CancellationToken interrupted, params string[] args)
    {
        var night = SmallNight.Program(_desk.Estates, _desk.Rehearsal);
        var terminal = new Terminal(console, output, TextWriter.Null);
        return await CutoverProgram.RunAsync([.. args, "--journal", _desk.Home], night, terminal, interrupted);
    }

    /// <summary>Fails as a terminal does that was closed.</summary>
    private sealed class GoneWriter(Func<string, bool> isGone) : TextWriter
    {
        public bool Failed { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write($"{value}");

        public override void Write(string? value)
        {
            if (!isGone(value ?? ""))
                return;

            Failed = true;
            throw new IOException("Input/output error");
        }

        public override void WriteLine(string? value) => Write(value);
    }

    private sealed class Watched(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 80;

        public int Height => 24;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}

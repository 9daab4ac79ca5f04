using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cutover.App;

/// <summary>The whole of a runbook program: <c>return await CutoverProgram.RunAsync(args, new Night("mine", Plan));</c></summary>
public static class CutoverProgram
{
    /// <summary>Does what the arguments ask.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Night night)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(night);
        using var interrupts = new Interrupts();
        return (int)await RunAsync(args, night, Terminal.Standard(), interrupts.Token);
    }

    internal static async Task<ExitCode> RunAsync(IReadOnlyList<string> args, Night night, Terminal terminal, CancellationToken interrupted)
    {
        var line = new CommandLine(night, terminal);
        var parsed = line.Root.Parse(args);
        try
        {
            if (parsed.Errors.Count > 0)
                return Misunderstood(parsed, terminal.Error);

            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return (ExitCode)await parsed.InvokeAsync(configuration, interrupted);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failures.Tell(failure, line.Home(parsed), terminal.Error, night.Time.GetUtcNow());
        }
    }

    private static ExitCode Misunderstood(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors)
            error.WriteLine(problem.Message);

        var words = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
            words.Push(command.Command.Name);
        error.WriteLine($"See {string.Join(' ', ["./cutover", .. words, "--help"])}.");
        return ExitCode.Wrong;
    }
}

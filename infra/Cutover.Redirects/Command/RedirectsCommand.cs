using System.CommandLine;

namespace Cutover.Redirects;

/// <summary><c>redirects</c>: what the old host's redirects are, and what becomes of them.</summary>
public static class RedirectsCommand
{
    /// <summary>The command.</summary>
    /// <param name="mirror">The old host's file system, as kept here, that is meant where no other is named.</param>
    public static System.CommandLine.Command Create(string mirror)
    {
        var site = new SiteArguments(mirror);
        return new("redirects",
            "the old host's redirects: compile them to the edge, explain them, report on them, check a server against them")
        {
            CompileCommand.Create(site), ExplainCommand.Create(site), ReportCommand.Create(site), CheckCommand.Create(site),
        };
    }

    /// <summary>A subcommand that turns a fault in what it was given into one sentence and the code 2.</summary>
    internal static System.CommandLine.Command Named(
        string name, string does, SiteArguments site, IEnumerable<Symbol> symbols, Func<ParseResult, TextWriter, CancellationToken,
            Task<int>> act)
    {
        var command = new System.CommandLine.Command(name, does);
        foreach (var symbol in symbols.Concat(site.All))
        {
            if (symbol is Option option)
            {
                command.Options.Add(option);
            }
            else if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
        }

        command.SetAction(async (parsed, stop) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                return await act(parsed, output, stop);
            }
            catch (Exception fault) when (fault is ConfigurationException or EdgeRefusedException or UnansweredException or FormatException
                or IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync(fault.Message);
                return 2;
            }
        });
        return command;
    }
}

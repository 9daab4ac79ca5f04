using System.CommandLine;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>The commands, their arguments and their options.</summary>
internal sealed class CommandLine
{
    private readonly Night _night;
    private readonly Terminal _terminal;
    private readonly Option<string?> _journal = new("--journal") { Description = "the journal's directory (default: $CUTOVER_HOME, else .cutover here)", HelpName = "dir", Recursive = true };
    private readonly Option<bool> _plain = new("--plain") { Description = "plain lines, also on a terminal", Recursive = true };
    private readonly Option<string?> _by = new("--by") { Description = "who asks (default: user@host)", HelpName = "name", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "for other programs" };
    private readonly Option<bool> _unattended = new("--unattended") { Description = "end, with code 7, where a person would be waited for" };
    private readonly Option<string?> _run = new("--run") { Description = "the run's name (default: the unfinished one, else the newest)", HelpName = "run" };
    private readonly Argument<string?> _runName = new("run") { Description = "the run's name (default: the unfinished one, else the newest)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _acceptChanged = new("--accept-changed")
    {
        Description = "go on although the plan has changed in exactly these steps, with commas between them",
        HelpName = "steps",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    public CommandLine(Night night, Terminal terminal)
    {
        _night = night;
        _terminal = terminal;
        Root = new RootCommand($"{night.Name}: moves live services in one timed outage. Exit codes are in docs/exit-codes.md.") { _journal, _plain, _by };
        Root.HelpName = "./cutover";
        foreach (var command in (IEnumerable<Command>)[Plan(), Rehearse(), Run(), Resume(), Status(), TurnBack(), Abort(), Vote(), Retry(), Skip(), Note(), Report(), Journal()])
            Root.Subcommands.Add(command);
    }

    public RootCommand Root { get; }

    /// <summary>The journal's directory, as asked for.</summary>
    public string Home(ParseResult parsed)
    {
        var given = parsed.GetValue(_journal) ?? Environment.GetEnvironmentVariable("CUTOVER_HOME");
        return Path.GetFullPath(string.IsNullOrWhiteSpace(given) ? ".cutover" : given);
    }

    private Session Session(ParseResult parsed) =>
        new(_night, _terminal, Home(parsed), parsed.GetValue(_plain), parsed.GetValue(_by) ?? $"{Environment.UserName}@{Environment.MachineName}");

    private Command Plan()
    {
        var mermaid = new Option<bool>("--mermaid") { Description = "as a Mermaid flowchart" };
        return Named("plan", "show the timeline, with the way back of every step", [mermaid, _json],
            (parsed, _) => PlanCommand.RunAsync(Session(parsed), parsed.GetValue(mermaid), parsed.GetValue(_json)));
    }

    private Command Rehearse()
    {
        var size = new Option<string>("--size") { Description = "small: a night in seconds; full: the size that figures are quoted for", DefaultValueFactory = _ => "full" };
        size.AcceptOnlyFromAmong("small", "full");
        var compare = new Option<string?>("--compare") { Description = "measure beside it what a dump and restore of the same data costs" }.AcceptOnlyFromAmong("dump");
        var onFailure = OnFailureOption("turn-back");
        var from = new Option<string>("--turn-back-from") { Description = "turn back after this step, to rehearse the way back", HelpName = "step|none", DefaultValueFactory = _ => "none" };
        var keep = new Option<bool>("--keep") { Description = "leave the estate up afterwards" };
        var seed = new Option<int>("--seed") { Description = "what the crowd's random numbers begin with", DefaultValueFactory = _ => 1 };
        return Named("rehearse", "run the night against a rehearsal's estate, under a crowd", [size, compare, onFailure, from, keep, seed, _unattended, _acceptChanged], (parsed, stop) =>
        {
            var command = new RehearseCommand(Session(parsed));
            var step = parsed.GetValue(from);
            var asked = command.Asked(
                parsed.GetValue(size) == "small" ? RehearsalSize.Small : RehearsalSize.Full, parsed.GetValue(compare) is not null, Policy(parsed.GetValue(onFailure)), step is "none" ? null : step, parsed.GetValue(keep), parsed.GetValue(seed));
            return command.RunAsync(asked, parsed.GetValue(_unattended), parsed.GetValue(_acceptChanged) ?? [], stop);
        });
    }

    private Command Run()
    {
        var environment = new Option<string>("--environment", "-e") { Description = "which estate to act on", HelpName = "name", Required = true };
        var onFailure = OnFailureOption("ask");
        return Named("run", "run the night, or go on with the environment's unfinished run", [environment, onFailure, _unattended, _acceptChanged], (parsed, stop) =>
            new RunCommand(Session(parsed)).RunAsync(
                parsed.GetRequiredValue(environment), Policy(parsed.GetValue(onFailure)), parsed.GetValue(_unattended), parsed.GetValue(_acceptChanged) ?? [], stop));
    }

    private Command Resume()
    {
        var onFailure = OnFailureOption(byDefault: null);
        return Named("resume", "go on with the unfinished run", [_run, onFailure, _unattended, _acceptChanged], (parsed, stop) =>
            new RunCommand(Session(parsed)).ResumeAsync(
                parsed.GetValue(_run),
                parsed.GetValue(onFailure) is { } policy ? Policy(policy) : null,
                parsed.GetValue(_unattended),
                parsed.GetValue(_acceptChanged) ?? [],
                stop));
    }

    private Command Status() => Named("status", "show where the run is", [_run, _json],
        (parsed, stop) => StatusCommand.RunAsync(Session(parsed), parsed.GetValue(_run), parsed.GetValue(_json), stop));

    private Command TurnBack()
    {
        var reason = Reason();
        return Asking("turn-back", "ask the run to turn back: the old side serves again", [reason],
            parsed => new Request(0, RequestKind.TurnBack, "", Text: parsed.GetValue(reason) ?? ""));
    }

    private Command Abort()
    {
        var reason = Reason();
        return Asking("abort", "give the run up before its first fence", [reason],
            parsed => new Request(0, RequestKind.Abort, "", Text: parsed.GetValue(reason) ?? ""));
    }

    private Command Vote()
    {
        var gate = new Argument<string>("gate") { Description = "the gate's step" };
        var answer = new Argument<string>("answer") { Description = "go or no" };
        answer.AcceptOnlyFromAmong("go", "no");
        var role = new Option<string>("--role") { Description = "the role that votes", HelpName = "role", Required = true };
        var reason = Reason();
        return Asking("vote", "say go or no at a gate", [gate, answer, role, reason], parsed => new Request(
            0,
            parsed.GetRequiredValue(answer) == "go" ? RequestKind.VoteGo : RequestKind.VoteNo,
            "",
            parsed.GetRequiredValue(gate),
            parsed.GetRequiredValue(role),
            parsed.GetValue(reason) ?? ""));
    }

    private Command Retry()
    {
        var step = new Argument<string>("step") { Description = "the held step" };
        return Asking("retry", "try a held step again", [step], parsed => new Request(0, RequestKind.Retry, "", parsed.GetRequiredValue(step)));
    }

    private Command Skip()
    {
        var step = new Argument<string>("step") { Description = "the held step" };
        var reason = Reason();
        reason.Required = true;
        return Asking("skip", "leave a held step out", [step, reason],
            parsed => new Request(0, RequestKind.Skip, "", parsed.GetRequiredValue(step), Text: parsed.GetRequiredValue(reason) ?? ""));
    }

    private Command Note()
    {
        var text = new Argument<string>("text") { Description = "what to remember" };
        return Asking("note", "write something into the journal", [text], parsed => new Request(0, RequestKind.Note, "", Text: parsed.GetRequiredValue(text)));
    }

    private Command Report() => Named("report", "make the run's report again and print it", [_runName, _json],
        (parsed, stop) => ReportCommand.RunAsync(Session(parsed), parsed.GetValue(_runName), parsed.GetValue(_json), stop));

    private Command Journal() => new("journal", "look after the journal")
    {
        Named("verify", "check that nothing recorded was changed since", [_runName],
            (parsed, stop) => JournalCommand.VerifyAsync(Session(parsed), parsed.GetValue(_runName), stop)),
    };

    /// <summary>A command that asks something of a run.</summary>
    private Command Asking(string name, string does, IEnumerable<Symbol> symbols, Func<ParseResult, Request> request) => Named(name, does, [.. symbols, _run], (parsed, stop) =>
    {
        var session = Session(parsed);
        return new RequestCommand(session).PostAsync(parsed.GetValue(_run), request(parsed) with { By = session.By }, stop);
    });

    private static Command Named(string name, string does, IEnumerable<Symbol> symbols, Func<ParseResult, CancellationToken, Task<ExitCode>> act)
    {
        var command = new Command(name, does);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
                command.Options.Add(option);
            else if (symbol is Argument argument)
                command.Arguments.Add(argument);
        }

        command.SetAction(async (parsed, stop) => (int)await act(parsed, stop));
        return command;
    }

    private static Option<string?> Reason() => new("--reason") { Description = "why, for the journal", HelpName = "text" };

    private static Option<string?> OnFailureOption(string? byDefault)
    {
        var option = new Option<string?>("--on-failure") { Description = "what follows when a step has failed after its retries" };
        if (byDefault is not null)
            option.DefaultValueFactory = _ => byDefault;

        return option.AcceptOnlyFromAmong("ask", "turn-back");
    }

    private static OnFailure Policy(string? word) => word == "turn-back" ? OnFailure.TurnBack : OnFailure.Ask;
}

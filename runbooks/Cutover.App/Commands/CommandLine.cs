using System.CommandLine;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>The commands, their arguments and their options.</summary>
internal sealed class CommandLine
{
    private const string WhichRun = "the run's name (default: the unfinished one, else the newest)";

    private readonly Night _night;
    private readonly Terminal _terminal;

    private readonly Option<string?> _journal = new("--journal")
    {
        Description = "the journal's directory, or postgresql://user@host/database[?sslmode=...] for one that every machine shares, its "
            + "password in ~/.pgpass or $PGPASSFILE (default: $CUTOVER_JOURNAL, else $CUTOVER_HOME, else .cutover here)",
        HelpName = "dir|address",
        Recursive = true,
    };

    private readonly Option<bool> _plain = new("--plain") { Description = "plain lines, also on a terminal", Recursive = true };

    private readonly Option<string?> _by = new("--by")
    {
        Description = "who asks (default: user@host)", HelpName = "name", Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "for other programs" };

    private readonly Option<bool> _unattended = new("--unattended") { Description = "end with code 7 where a person would be waited for" };

    private readonly Option<string?> _run = new("--run") { Description = WhichRun, HelpName = "run" };

    private readonly Argument<string?> _runName = new("run") { Description = WhichRun, Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string[]> _acceptChanged = new("--accept-changed")
    {
        Description = "go on although the plan has changed in exactly these steps, with commas between them",
        HelpName = "steps",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
    };

    public CommandLine(Night night, Terminal terminal)
    {
        _night = night;
        _terminal = terminal;
        Root = new RootCommand($"{night.Name}: moves live services in one timed outage. Exit codes: docs/exit-codes.md.");
        Root.HelpName = "./cutover";
        foreach (var option in (IEnumerable<Option>)[_journal, _plain, _by])
            Root.Options.Add(option);

        var requests = new Requests(Session, _run);
        Command[] commands = [Plan(), Rehearse(), Run(), Resume(), Status(), .. requests.All(), Report(), Journal(), .. night.Commands];
        foreach (var command in commands)
            Root.Subcommands.Add(command);
    }

    public RootCommand Root { get; }

    /// <summary>The directory of what stays on this machine, as asked for.</summary>
    public string Home(ParseResult parsed) => JournalPlace.Home(parsed.GetValue(_journal));

    /// <summary>A command that does something.</summary>
    public static Command Named(
        string name, string does, IEnumerable<Symbol> symbols, Func<ParseResult, CancellationToken, Task<ExitCode>> act)
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

    private Session Session(ParseResult parsed)
    {
        var by = parsed.GetValue(_by) ?? $"{Environment.UserName}@{Environment.MachineName}";
        return new Session(_night, _terminal, Home(parsed), parsed.GetValue(_plain), by)
        {
            Shared = JournalPlace.Shared(parsed.GetValue(_journal)),
        };
    }

    private Command Plan()
    {
        var mermaid = new Option<bool>("--mermaid") { Description = "as a Mermaid flowchart" };
        var all = new Option<bool>("--all") { Description = "every step with what it does, what it needs and how it is taken back" };
        var environment = new Option<string?>("--environment", "-e")
        {
            Description = "see besides that this estate has an address for every place; nobody is asked", HelpName = "name",
        };
        return Named("plan", "show the timeline on two pages", [environment, all, mermaid, _json],
            (parsed, _) => PlanCommand.RunAsync(
                Session(parsed), parsed.GetValue(environment), parsed.GetValue(all), parsed.GetValue(mermaid), parsed.GetValue(_json)));
    }

    private Command Rehearse()
    {
        var size = Choice("--size", "small: a night in seconds; full: the size that figures are quoted for", "full", "small");
        var compare = new Option<string?>("--compare") { Description = "measure beside it what a dump and restore of the same data costs" };
        compare.AcceptOnlyFromAmong("dump");
        var onFailure = OnFailureOption("turn-back");
        var from = new Option<string>("--turn-back-from")
        {
            Description = "turn back after this step, to rehearse the way back; after each, with the small size",
        };
        from.HelpName = "step|each|none";
        from.DefaultValueFactory = _ => "none";
        var sample = new Option<int?>("--sample") { Description = "with --turn-back-from each: so many steps, drawn by the seed" };
        var again = new Option<bool>("--again")
        {
            Description = "with --turn-back-from a step: then the whole night, on the same estate and under the same crowd",
        };
        var keep = new Option<bool>("--keep") { Description = "leave the estate up afterwards" };
        var seed = new Option<int>("--seed") { Description = "what the crowd's random numbers begin with", DefaultValueFactory = _ => 1 };
        IEnumerable<Symbol> options = [size, compare, onFailure, from, sample, again, keep, seed, _unattended, _acceptChanged];
        return Named("rehearse", "run the night against a rehearsal's estate, under a crowd", options, (parsed, stop) =>
        {
            var command = new RehearseCommand(Session(parsed));
            var each = parsed.GetValue(from) is "each";
            var asked = new RehearsalOptions
            {
                Directory = command.LabDirectory,
                Size = parsed.GetValue(size) == "small" || (each && parsed.GetResult(size) is null or { Implicit: true })
                    ? RehearsalSize.Small : RehearsalSize.Full,
                CompareDump = parsed.GetValue(compare) is not null,
                OnFailure = Policy(parsed.GetValue(onFailure)),
                TurnBackFrom = parsed.GetValue(from) is "none" or "each" ? null : parsed.GetValue(from),
                Then = parsed.GetValue(again) ? [null] : [],
                Keep = parsed.GetValue(keep),
                Seed = parsed.GetValue(seed),
            };
            if (asked is { Then.Length: > 0, TurnBackFrom: null })
                throw CannotGoOnException.Wrong(
                    "--again follows one night that turned back; name its step with --turn-back-from, which each and none do not.");

            if (each)
                return new TurnBacksCommand(Session(parsed)).RunAsync(asked, parsed.GetValue(sample), parsed.GetValue(_unattended), stop);

            return command.RunAsync(asked, parsed.GetValue(_unattended), parsed.GetValue(_acceptChanged) ?? [], stop);
        });
    }

    private Command Run()
    {
        var environment = new Option<string>("--environment", "-e") { Description = "which estate to act on", Required = true };
        environment.HelpName = "name";
        var onFailure = OnFailureOption("ask");
        IEnumerable<Symbol> options = [environment, onFailure, _unattended, _acceptChanged];
        return Named("run", "run the night, or go on with the environment's unfinished run", options, (parsed, stop) =>
        {
            var policy = Policy(parsed.GetValue(onFailure));
            var driving = Driving.Options(policy, parsed.GetValue(_unattended), parsed.GetValue(_acceptChanged) ?? []);
            return new RunCommand(Session(parsed)).RunAsync(parsed.GetRequiredValue(environment), driving, stop);
        });
    }

    private Command Resume()
    {
        var onFailure = OnFailureOption(byDefault: null);
        return Named("resume", "go on with the unfinished run", [_run, onFailure, _unattended, _acceptChanged], (parsed, stop) =>
        {
            OnFailure? policy = parsed.GetValue(onFailure) is { } word ? Policy(word) : null;
            var driving = Driving.Options(OnFailure.Ask, parsed.GetValue(_unattended), parsed.GetValue(_acceptChanged) ?? []);
            return new RunCommand(Session(parsed)).ResumeAsync(parsed.GetValue(_run), policy, driving, stop);
        });
    }

    private Command Status() => Named("status", "show where the run is", [_run, _json],
        (parsed, stop) => StatusCommand.RunAsync(Session(parsed), parsed.GetValue(_run), parsed.GetValue(_json), stop));

    private Command Report() => Named("report", "make the run's report again and print it", [_runName, _json],
        (parsed, stop) => ReportCommand.RunAsync(Session(parsed), parsed.GetValue(_runName), parsed.GetValue(_json), stop));

    private Command Journal() => new("journal", "look after the journal")
    {
        Named("verify", "check that nothing recorded was changed since", [_runName],
            (parsed, stop) => JournalCommand.VerifyAsync(Session(parsed), parsed.GetValue(_runName), stop)),
    };

    private static Option<string?> OnFailureOption(string? byDefault)
    {
        var option = new Option<string?>("--on-failure") { Description = "what follows when a step has failed after its retries" };
        if (byDefault is not null)
            option.DefaultValueFactory = _ => byDefault;

        return option.AcceptOnlyFromAmong("ask", "turn-back");
    }

    private static Option<string> Choice(string name, string does, string byDefault, string other) =>
        new Option<string>(name) { Description = does, DefaultValueFactory = _ => byDefault }.AcceptOnlyFromAmong(other, byDefault);

    private static OnFailure Policy(string? word) => word == "turn-back" ? OnFailure.TurnBack : OnFailure.Ask;
}

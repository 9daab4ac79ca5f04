using System.CommandLine;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>The commands by which people ask something of a run.</summary>
/// <param name="open">The command's surroundings.</param>
/// <param name="run">Which run is asked.</param>
internal sealed class Requests(Func<ParseResult, Session> open, Option<string?> run)
{
    public IEnumerable<Command> All() => [TurnBack(), Abort(), Vote(), Retry(), Skip(), Note()];

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
        var answer = new Argument<string>("answer") { Description = "go, or no: one no turns the whole night back" };
        answer.AcceptOnlyFromAmong("go", "no");
        var role = new Option<string>("--role") { Description = "the role that votes", HelpName = "role", Required = true };
        var reason = Reason();
        reason.Description = "why, for the journal; a no needs it once anything has opened";
        const string Does = "say go or no at a gate that asks; one no turns the whole night back, also days after the opening";
        return Asking("vote", Does, [gate, answer, role, reason], parsed =>
        {
            var kind = parsed.GetRequiredValue(answer) == "go" ? RequestKind.VoteGo : RequestKind.VoteNo;
            return new Request(0, kind, "", parsed.GetRequiredValue(gate), parsed.GetRequiredValue(role), parsed.GetValue(reason) ?? "");
        });
    }

    private Command Retry()
    {
        var step = Step();
        return Asking("retry", "try a held step again", [step],
            parsed => new Request(0, RequestKind.Retry, "", parsed.GetRequiredValue(step)));
    }

    private Command Skip()
    {
        var step = Step();
        var reason = Reason();
        reason.Required = true;
        return Asking("skip", "leave a held step out", [step, reason],
            parsed => new Request(0, RequestKind.Skip, "", parsed.GetRequiredValue(step), Text: parsed.GetRequiredValue(reason) ?? ""));
    }

    private Command Note()
    {
        var text = new Argument<string>("text") { Description = "what to remember" };
        return Asking("note", "write something into the journal", [text],
            parsed => new Request(0, RequestKind.Note, "", Text: parsed.GetRequiredValue(text)));
    }

    private Command Asking(string name, string does, IEnumerable<Symbol> symbols, Func<ParseResult, Request> request) =>
        CommandLine.Named(name, does, [.. symbols, run], (parsed, stop) =>
        {
            var session = open(parsed);
            return new RequestCommand(session).PostAsync(parsed.GetValue(run), request(parsed) with { By = session.By }, stop);
        });

    private static Argument<string> Step() => new("step") { Description = "the held step" };

    private static Option<string?> Reason() => new("--reason") { Description = "why, for the journal", HelpName = "text" };
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Cutover.App;
using Cutover.Effects;

namespace Ietf;

/// <summary>
/// <c>approve</c>: previews every up of the night with the credentials of an environment, and writes down that people looked at it. On the
/// night an up is refused whose preview is another.
/// </summary>
internal static class ApproveCommand
{
    public static Command Command()
    {
        var environment = new Option<string>("--environment", "-e") { Description = "such as staging", HelpName = "name", Required = true };
        var estates = new Option<string>("--estates")
        {
            Description = "the directory of the estates' files", HelpName = "dir",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "Estates"),
        };
        var yes = new Option<string?>("--yes")
        {
            Description = "approve what is shown; with the hash of what was looked at before, only if it is still that",
            HelpName = "hash", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("approve", "approve what the night's ups would do") { environment, estates, yes };
        command.SetAction(async (parsed, cancellation) =>
        {
            var file = Path.Combine(parsed.GetRequiredValue(estates), $"{parsed.GetRequiredValue(environment)}.yaml");
            var approve = parsed.GetResult(yes) is { Implicit: false };
            return (int)await RunAsync(parsed.InvocationConfiguration.Output, file, approve, parsed.GetValue(yes), cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        TextWriter output, string file, bool approve, string? looked, CancellationToken cancellation)
    {
        var runbook = IetfNight.Plan();
        var estate = EstateFile.Load(file, runbook.Places);
        try
        {
            var shown = new List<(PreviewsApproved Step, StackAddress Address, ImmutableArray<PreviewToApprove> Previews)>();
            foreach (var step in runbook.Steps.Select(step => step.Probe).OfType<PreviewsApproved>())
            {
                var address = estate.At(step.Stack);
                var previews = await step.LookAsync(address, cancellation);
                await ShowAsync(output, address, previews);
                shown.Add((step, address, previews));
            }

            var hash = HashOf(shown.SelectMany(each => each.Previews));
            if (!approve)
                await output.WriteLineAsync($"\nnothing is approved yet: run this again with --yes {hash} to approve just this");
            else if (looked is not null && looked != hash)
                throw new CannotGoOnException(
                    ExitCode.SaidNo, $"What was looked at has the hash {looked}, and what the ups would do now has {hash}: nothing is "
                        + $"approved; look at it again, then approve with --yes {hash}.");
            foreach (var (step, address, previews) in approve ? shown : [])
            {
                await step.ApproveAsync(address, previews, cancellation);
                await output.WriteLineAsync($"\napproved, in {address.Approvals}");
            }

            return ExitCode.Completed;
        }
        catch (EffectException refused)
        {
            throw new CannotGoOnException(ExitCode.SaidNo, refused.Message, refused);
        }
    }

    private static async Task ShowAsync(TextWriter output, StackAddress address, ImmutableArray<PreviewToApprove> previews)
    {
        await output.WriteLineAsync(address.Stack);
        foreach (var (change, plan, approved) in previews)
        {
            await output.WriteLineAsync($"\n  {change}\n  {plan.Hash}");
            if (approved is not null)
                await output.WriteLineAsync(approved == plan.Hash
                    ? "    approved before"
                    : $"    another one was approved before, {approved}: look at what changed since");
            foreach (var resource in plan.Changes)
                await output.WriteLineAsync($"    {resource.Operation} {resource.Name}: {string.Join(", ", resource.Paths)}");
            if (plan.Changes.IsEmpty)
                await output.WriteLineAsync("    nothing changes");
        }
    }

    /// <summary>One hash over all that is shown, short enough to be copied by hand.</summary>
    private static string HashOf(IEnumerable<PreviewToApprove> previews) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(previews.Select(preview => $"{preview.Change} {preview.Plan.Hash}\n")))))[..12];
}

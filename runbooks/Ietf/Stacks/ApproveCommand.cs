using System.CommandLine;
using Cutover.App;
using Cutover.Effects;
using Cutover.Engine;

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
        var yes = new Option<bool>("--yes") { Description = "approve what is shown; else it is only shown" };
        var command = new Command("approve", "approve what the night's ups would do") { environment, estates, yes };
        command.SetAction(async (parsed, cancellation) =>
        {
            var file = Path.Combine(parsed.GetRequiredValue(estates), $"{parsed.GetRequiredValue(environment)}.yaml");
            return (int)await RunAsync(parsed.InvocationConfiguration.Output, file, parsed.GetValue(yes), cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(TextWriter output, string file, bool yes, CancellationToken cancellation)
    {
        var runbook = IetfNight.Plan();
        var estate = EstateFile.Load(file, runbook.Places);
        try
        {
            foreach (var previews in runbook.Steps.Select(step => step.Probe).OfType<PreviewsApproved>())
                await ShowAsync(output, estate, previews, yes, cancellation);
            return ExitCode.Completed;
        }
        catch (EffectException refused)
        {
            throw new CannotGoOnException(ExitCode.SaidNo, refused.Message, refused);
        }
    }

    private static async Task ShowAsync(
        TextWriter output, Estate estate, PreviewsApproved previews, bool yes, CancellationToken cancellation)
    {
        var address = estate.At(previews.Stack);
        await output.WriteLineAsync(address.Stack);
        foreach (var (change, plan) in await previews.ApproveAsync(address, yes, cancellation))
        {
            await output.WriteLineAsync($"\n  {change}\n  {plan.Hash}");
            foreach (var resource in plan.Changes)
                await output.WriteLineAsync($"    {resource.Operation} {resource.Name}: {string.Join(", ", resource.Paths)}");
            if (plan.Changes.IsEmpty)
                await output.WriteLineAsync("    nothing changes");
        }

        await output.WriteLineAsync(yes
            ? $"\napproved, in {address.Approvals}"
            : "\nnothing is approved yet: run this again with --yes to approve it");
    }
}

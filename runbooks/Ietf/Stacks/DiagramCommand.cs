using System.CommandLine;
using Cutover.App;
using Cutover.Stacks;
using Pulumi;

namespace Ietf;

/// <summary><c>diagram</c>: the estate drawn from its stacks, so that the picture is what an up would make.</summary>
internal static class DiagramCommand
{
    public static Command Command()
    {
        var environment = new Option<string>("--environment", "-e")
        {
            Description = "staging or production", HelpName = "name", DefaultValueFactory = _ => "production",
        };
        environment.AcceptOnlyFromAmong([.. EstateStacks.Environments]);
        var svg = new Option<bool>("--svg") { Description = "as SVG; else as a Mermaid flowchart" };
        var config = new Option<string?>("--config")
        {
            Description = "the stacks' config (default: stacks/config of this repository)", HelpName = "dir",
        };
        var command = new Command("diagram", "draw the estate from its stacks") { environment, svg, config };
        command.SetAction(async (parsed, _) => (int)await RunAsync(
            parsed, parsed.GetRequiredValue(environment), parsed.GetValue(svg), parsed.GetValue(config)));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult parsed, string environment, bool svg, string? config)
    {
        try
        {
            var picture = EstatePicture.Of(await EstatePreview.Of(StackFiles.Config(config)).RunAsync(environment));
            await parsed.InvocationConfiguration.Output.WriteAsync(svg ? PictureSvg.Of(picture) : PictureMermaid.Of(picture));
            return ExitCode.Completed;
        }
        catch (RunException wrong)
        {
            throw new CannotGoOnException(ExitCode.Wrong, wrong.Message, wrong);
        }
    }
}

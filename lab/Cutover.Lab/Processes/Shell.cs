using System.Text;
using CliWrap;
using CliWrap.Exceptions;

namespace Cutover.Lab;

/// <summary>Runs short commands and turns their failure into one sentence.</summary>
internal static class Shell
{
    /// <summary>Runs to the end; the command is killed when the wait is given up.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments; no secret.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="environment">What its environment has more than this program's.</param>
    /// <param name="input">What it reads from its standard input; the way to hand over a secret.</param>
    /// <returns>What it wrote to its output.</returns>
    /// <exception cref="LabException">It cannot be started, or ended with anything but 0.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation,
        IReadOnlyDictionary<string, string?>? environment = null, string input = "")
    {
        var (code, output, errors) = await TryAsync(program, arguments, cancellation, environment, input);
        return code == 0 ? output : throw new LabException($"{Path.GetFileName(program)} ended with {code}: {LastLines(errors, output)}");
    }

    /// <summary>As <see cref="RunAsync"/>, but any exit code is an answer.</summary>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation,
        IReadOnlyDictionary<string, string?>? environment = null, string input = "")
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
                .WithValidation(CommandResultValidation.None)
                .WithStandardInputPipe(PipeSource.FromString(input))
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
                .ExecuteAsync(cancellation);
            return (result.ExitCode, output.ToString(), errors.ToString());
        }
        catch (Exception e) when (e is CliWrapException or System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new LabException($"{program} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>The end of what a command said, on one line.</summary>
    public static string LastLines(params IEnumerable<string> texts) =>
        string.Join(
            " | ",
            texts.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4)));
}

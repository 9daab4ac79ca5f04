using System.Globalization;
using System.Text;
using CliWrap;

namespace Cutover.Effects;

/// <summary>
/// Runs commands on hosts so that none outlives its driver: when this process dies, or ssh drops, the leash there ends the command.
/// </summary>
internal static class Leash
{
    /// <summary>How long a survivor of an earlier driver is waited for at least before it is ended, in seconds.</summary>
    private const int Patience = 3;

    /// <summary>How long the leash has, after it was let go, to end the command before both are killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs to the end and gives what it exited with, whatever that is.</summary>
    /// <exception cref="EffectException">
    /// It could not be run: the host cannot be reached, a newer driver holds the lock, or a survivor cannot be ended.
    /// </exception>
    public static async Task<ErrandResult> RunAsync(Errand errand, CancellationToken cancellation)
    {
        if (errand.Arguments.Count == 0)
            throw new EffectException($"A command for {errand.Host} is empty; give its argument list in the estate's file.");
        if (errand.Arguments.Append(errand.Input).Any(text => text.Contains('\0', StringComparison.Ordinal)))
            throw new EffectException($"The command {errand.Arguments[0]} for {errand.Host} has a NUL byte in its arguments or input, "
                + "which no command can be given.");

        cancellation.ThrowIfCancellationRequested();
        var nonce = Guid.NewGuid().ToString("N");
        var output = new BoundedText();
        var errors = new BoundedText();
        using var kill = new CancellationTokenSource();
        await using var late = cancellation.Register(() => kill.CancelAfter(Own(errand) + Grace));
        var command = Command(errand, nonce)
            .WithStandardInputPipe(PipeSource.Create((stdin, ended) => HoldAsync(stdin, errand.Input, cancellation, ended)))
            .WithStandardOutputPipe(errand.Output ?? output.Target)
            .WithStandardErrorPipe(errors.Target)
            .WithValidation(CommandResultValidation.None);
        int exit;
        try
        {
            exit = (await command.ExecuteAsync(kill.Token)).ExitCode;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new EffectException($"{command.TargetFilePath} cannot be started on this machine: {failure.Message}.", failure);
        }

        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw;
        }

        cancellation.ThrowIfCancellationRequested();
        return Judge(errand, nonce, exit, output.ToString(), errors.ToString());
    }

    /// <summary>Runs, and takes anything but exit code 0 for a failure.</summary>
    /// <exception cref="EffectException">It failed or could not be run.</exception>
    public static async Task<ErrandResult> RunToSuccessAsync(Errand errand, CancellationToken cancellation)
    {
        var result = await RunAsync(errand, cancellation);
        return result.ExitCode == 0
            ? result
            : throw new EffectException($"{errand.Arguments[0]} on {errand.Host} exited with {result.ExitCode}: {result.LastLine}.");
    }

    private static Command Command(Errand errand, string nonce)
    {
        var mode = errand.Lock is null ? "free" : errand.Looks ? "look" : "hold";
        string[] script =
        [
            "-c", LeashScript.Text, "cutover-leash",
            mode, errand.Host.LockDirectory ?? "", errand.Lock?.File ?? "-", errand.Lock?.EpochFile ?? "-",
            (errand.Lock?.Epoch ?? 0).ToString(CultureInfo.InvariantCulture),
            Encoding.UTF8.GetByteCount(errand.Input).ToString(CultureInfo.InvariantCulture),
            Math.Max(Patience, (int)errand.Finishes.TotalSeconds).ToString(CultureInfo.InvariantCulture), errand.Leaves ? "1" : "0", nonce,
            ((int)Own(errand).TotalSeconds).ToString(CultureInfo.InvariantCulture), .. errand.Arguments,
        ];
        return errand.Host.IsLocal
            ? Cli.Wrap("sh").WithArguments(script)
            : Cli.Wrap("ssh").WithArguments(
                [.. Ssh.Options(errand.Host), "-T", "--", Ssh.Target(errand.Host), Ssh.Quoted(["sh", .. script])]);
    }

    /// <summary>A look of its own is cut off at once.</summary>
    private static TimeSpan Own(Errand errand) => errand.Looks ? TimeSpan.Zero : errand.Finishes;

    /// <summary>Hands over the input, then keeps the pipe open until the command has ended or is to end.</summary>
    private static async Task HoldAsync(Stream stdin, string input, CancellationToken cancellation, CancellationToken ended)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ended);
        try
        {
            await stdin.WriteAsync(Encoding.UTF8.GetBytes(input), either.Token);
            await stdin.FlushAsync(either.Token);
            await new TaskCompletionSource().Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Returning closes the pipe, which is how the leash is let go.
        }
    }

    private static ErrandResult Judge(Errand errand, string nonce, int exit, string output, string errors)
    {
        var mark = $"\u001ecutover-leash {nonce} ";
        var at = errors.LastIndexOf(mark, StringComparison.Ordinal);
        var said = at < 0 ? [""] : errors[(at + mark.Length)..].TrimEnd().Split(' ', 2);
        var result = new ErrandResult(exit, output, at < 0 ? errors : errors[..at]);
        var name = errand.Arguments[0];
        return said[0] switch
        {
            "exit" => result with { ExitCode = int.Parse(said[1], CultureInfo.InvariantCulture) },
            "newer" => throw new EffectException(
                $"{name} on {errand.Host} is refused: a driver with epoch {said[1]} has taken the run over "
                    + $"from this one's {errand.Lock?.Epoch}; stop this driver."),
            "stuck" => throw new EffectException(
                $"{name} on {errand.Host} is refused: an earlier command of this step (process group "
                    + $"{said[1].Split(' ', 2)[0]}) still holds {said[1].Split(' ', 2)[1]} and could not be ended; end it there by hand."),
            "theirs" => throw new EffectException(
                $"{name} on {errand.Host} is refused: its lock directory {said[1]} is another user's or a link, and whoever made it could "
                    + "lead our locks elsewhere; remove it there, or give the host another 'lockDirectory' in the estate's file."),
            "input" => throw new EffectException(
                $"{name} on {errand.Host} was not run: {said[1]} bytes of its input arrived there, and it has "
                    + $"{Encoding.UTF8.GetByteCount(errand.Input)}; look for what cut the connection, then retry."),
            "locks" => throw new EffectException(
                $"{name} on {errand.Host} is refused: {said[1]}; make the lock directory writable for the user "
                    + "Cutover logs in as."),
            _ when errand.Host.IsLocal => throw new EffectException(
                $"{name} on {errand.Host} was killed together with its leash ({exit}): {result.LastLine}."),
            _ => throw new EffectException(
                $"{name} on {errand.Host} was not run to its end, ssh exited with {exit}: {result.LastLine.TrimEnd('.')}; if ssh never got "
                    + "there, mend the host's address in the estate's file, or the way to it."),
        };
    }
}

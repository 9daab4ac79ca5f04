using System.Text;
using System.Text.Json;
using CliWrap;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Asks and changes one Postfix by its own commands, on its own host.</summary>
internal sealed class PostfixServer(StepContext context, PostfixAddress at)
{
    private const string DeferTransports = "defer_transports";

    private const string FlushEach = """ids="$1"; shift; for id in $ids; do "$@" -i "$id" || exit; done""";

    // A message that is not its time yet has a time in the future; one that is locked is being delivered.
    private const string TouchEach =
        """
        queue="$1"; shift
        for id; do
          file=$(find "$queue/incoming" -type f -name "$id") || exit
          [ -z "$file" ] || flock --nonblock "$file" touch -- "$file" || true
        done
        """;

    /// <summary>The transports that do not deliver until somebody says so.</summary>
    public async Task<IReadOnlyList<string>> DeferredAsync(CancellationToken cancellation)
    {
        var (_, line) = await LookAsync(["postconf", "-h", DeferTransports], cancellation);
        return line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Replaces that list and has the running daemons take it: without a reload nobody would notice.</summary>
    public async Task DeferAsync(IEnumerable<string> transports, CancellationToken cancellation)
    {
        await RunAsync(["postconf", "-e", $"{DeferTransports} = {string.Join(' ', transports)}"], cancellation);
        await ReloadAsync(cancellation);
    }

    public Task ReloadAsync(CancellationToken cancellation) => RunAsync(["postfix", "reload"], cancellation);

    /// <summary>The queue. "Some messages may appear more than once and some may be missed", says the manual: an id counts once.</summary>
    public async Task<IReadOnlyList<QueuedMessage>> QueueAsync(CancellationToken cancellation)
    {
        var queue = new Dictionary<string, QueuedMessage>(StringComparer.Ordinal);
        try
        {
            await LinesAsync(["postqueue", "-j"], line =>
            {
                var message = QueuedMessage.Parse(line);
                queue[message.Id] = message;
            }, cancellation);
        }
        catch (JsonException broken)
        {
            throw new EffectException($"postqueue -j of {at} printed what is no queue: {broken.Message}", broken);
        }

        return [.. queue.Values];
    }

    /// <summary>Has these tried again now.</summary>
    public async Task FlushAsync(IEnumerable<string> ids, CancellationToken cancellation) =>
        await ToSuccessAsync(["sh", "-c", FlushEach, "flush", string.Join(' ', ids), .. at.Before, "postqueue"], "", cancellation);

    /// <summary>Has the queue manager look now at those of these that it had found locked and that are not any more.</summary>
    public async Task LookAgainAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        var (_, queue) = await LookAsync(["postconf", "-h", "queue_directory"], cancellation);
        await ScriptAsync(TouchEach, [queue, .. ids], "", cancellation);
        await RunAsync(["postkick", "public", "qmgr", "I"], cancellation);
    }

    /// <summary>What a map answers for a key; null where it has no such key.</summary>
    public async Task<string?> LookUpAsync(string map, string key, CancellationToken cancellation)
    {
        var (code, line) = await LookAsync(["postmap", "-q", key, map], cancellation, noAnswer: 1);
        return code == 1 ? null : line;
    }

    /// <summary>Lines of the mail log that a word is in: how many there are, and the first of them after those that were known.</summary>
    public async Task<(int Count, string? First)> CountLogAsync(string word, int known, CancellationToken cancellation)
    {
        var (count, first) = (0, (string?)null);
        await ReadAsync(at.Log, line =>
        {
            if (!line.Contains(word, StringComparison.Ordinal))
                return;
            if (count++ == known)
                first = line;
        }, cancellation);
        return (count, first);
    }

    /// <summary>The text of a file on that host, to the byte.</summary>
    /// <exception cref="EffectException">It cannot be read, or is no UTF-8.</exception>
    public async Task<string> TextAsync(string file, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await Leash.RunToSuccessAsync(
            Look([.. at.Before, "cat", "--", file]) with { Output = PipeTarget.ToStream(bytes) }, cancellation);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException)
        {
            throw new EffectException($"{file} of {at} is not UTF-8, so it cannot be changed without damage; mend its encoding.");
        }
    }

    /// <summary>Runs a script with whatever rights Postfix's own programs have there.</summary>
    public Task<ErrandResult> ScriptAsync(
        string script, IReadOnlyList<string> arguments, string input, CancellationToken cancellation) =>
        ToSuccessAsync([.. at.Before, "sh", "-c", script, "script", .. arguments], input, cancellation);

    public Task<ErrandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation) =>
        ToSuccessAsync([.. at.Before, .. command], "", cancellation);

    private Task<ErrandResult> ToSuccessAsync(IReadOnlyList<string> command, string input, CancellationToken cancellation) =>
        Leash.RunToSuccessAsync(
            new Errand(at.Host, command) { Lock = LeashLock.Of(context.Run, at.Smtp), Input = input }, cancellation);

    private async Task<(int Code, string Output)> LookAsync(
        IReadOnlyList<string> command, CancellationToken cancellation, int noAnswer = 0)
    {
        var result = await Leash.RunAsync(Look([.. at.Before, .. command]), cancellation);
        return result.ExitCode == 0 || result.ExitCode == noAnswer
            ? (result.ExitCode, result.Output.Trim())
            : throw new EffectException($"{command[0]} of {at} exited with {result.ExitCode}: {result.LastLine}.");
    }

    private Task LinesAsync(IReadOnlyList<string> command, Action<string> take, CancellationToken cancellation) =>
        ReadAsync([.. at.Before, .. command], take, cancellation);

    private async Task ReadAsync(IReadOnlyList<string> command, Action<string> take, CancellationToken cancellation)
    {
        var errand = Look(command) with { Output = PipeTarget.ToDelegate(line =>
        {
            if (line.Length > 0)
                take(line);
        }) };
        await Leash.RunToSuccessAsync(errand, cancellation);
    }

    private Errand Look(IReadOnlyList<string> command) =>
        new(at.Host, command) { Lock = LeashLock.Of(context.Run, at.Smtp), Looks = true };
}

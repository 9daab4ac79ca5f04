using Cutover.Effects;
using Cutover.Engine;
using Cutover.Redirects;

namespace Ietf;

/// <summary>
/// A check that a server answers old links as the old host did: a gate before the switch, asked of the old host itself so that the recorded
/// answers are known to be true, and after it, asked of the edge.
/// </summary>
/// <param name="Site">Where to ask. Its URL's scheme and port count, or what it says to connect to; each question brings its own
/// name.</param>
/// <param name="Answers">The file of recorded answers, below the old host's mirror; its text is part of the plan through its hash.</param>
/// <param name="Sha256">The file's SHA-256, in lower-case hex: other answers are another plan.</param>
internal sealed record OldLinksHold(Place<SiteAddress> Site, string Answers, string Sha256) : IProbe<RedirectsSeen>
{
    private const int Named = 5;

    /// <summary>Only the links of this name, however it is written; null for all.</summary>
    public string? Host { get; init; }

    /// <summary>A header whose value the estate's file for it holds, sent with every question; null for none.</summary>
    public string? SecretHeader { get; init; }

    public string Verb => $"follow the old links of {Host ?? Answers} at {Site}";

    public async ValueTask<Finding<RedirectsSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var file = Path.Combine(OldHost.Mirror, Answers);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file, cancellation)));
        if (hash != Sha256)
        {
            return Finding.Unknown<RedirectsSeen>($"{file} has the hash {hash} and the plan was made with {Sha256}: build again");
        }

        var site = context.At(Site);
        var url = new Uri(site.Url);
        var server = ServerAddress.Parse(site.ConnectTo is null ? $"{url.Scheme}://{url.Authority}" : $"{url.Scheme}://{site.ConnectTo}");
        try
        {
            var result = await RedirectCheck.CompareAsync(server, Asked(file), strict: false, await SecretAsync(context, cancellation),
                cancellation);
            var seen = new RedirectsSeen(result.Asked, result.Redirects, result.Differences.Count);
            return result.Differences.Count == 0
                ? Finding.Done(seen, $"{server}: {result}")
                : Finding.NotDone(seen, $"{server}: {result}: {string.Join("; ", result.Differences.Take(Named))}");
        }
        catch (Exception failure) when (failure is IOException or EffectException or UnauthorizedAccessException)
        {
            return Finding.Unknown<RedirectsSeen>(failure.Message);
        }
    }

    private async Task<KeyValuePair<string, string>?> SecretAsync(StepContext context, CancellationToken cancellation) =>
        SecretHeader is null ? null : await SecretHeaderFile.ReadAsync(context, Site, SecretHeader, cancellation);

    /// <summary>A name may come in any case, with a port, and with the dot that ends it.</summary>
    private IReadOnlyList<RecordedAnswer> Asked(string file) =>
    [
        .. RecordedAnswer.Read(file).Where(one => Host is null
            || string.Equals(one.Question.Host?.Split(':')[0].TrimEnd('.'), Host, StringComparison.OrdinalIgnoreCase)),
    ];
}

using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that who shows no key and has not signed in is refused: with 401 or 403, or by being sent to sign in (RFC 9110,
/// sections 15.5.2 and 15.5.4). A move that loses a setting shows a private list to everybody, and nobody complains.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Doors">What is asked of it. What is not there at all (404) proves nothing and counts as open.</param>
public sealed record RefusesStrangers(Place<SiteAddress> Site, Place<DoorsAddress> Doors) : IProbe<StrangersSeen>
{
    private const int BodyLimit = 64 * 1024;

    /// <summary>How long each answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public string Verb => $"see that {Site} refuses strangers at {Doors}";

    public async ValueTask<Finding<StrangersSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (doors, signIn) = (context.At(Doors).Doors, context.At(Doors).SignIn);
        if (doors.Count == 0)
            return Finding.Unknown<StrangersSeen>($"{Doors} names no door; give it some, such as 'POST /api/email/', in the estate's file");

        using var asker = new HttpAsker(context.At(Site));
        var open = new List<string>();
        foreach (var door in doors)
        {
            var (method, path) = Parse(door);
            try
            {
                if (await AskAsync(asker, method, path, context, cancellation) is { } answer && !Refuses(answer, asker, path, signIn))
                    open.Add($"{method} {asker.Address(path)}{asker.At} was answered {answer.Status}");
            }
            catch (EffectException silent)
            {
                return Finding.Unknown<StrangersSeen>(silent.Message);
            }
        }

        var seen = new StrangersSeen(doors.Count, open.Count);
        return open.Count == 0
            ? Finding.Done(seen, $"{Site} refuses strangers at all of {doors.Count} doors")
            : Finding.NotDone(seen, $"{Site} does not refuse who shows no key and has not signed in: {string.Join("; ", open)}; "
                + "401, 403 or a way to sign in was expected");
    }

    private Task<HttpAnswer> AskAsync(HttpAsker asker, string method, string path, StepContext context, CancellationToken cancellation) =>
        method == "POST"
            ? asker.PostJsonAsync(path, [], "{}"u8.ToArray(), Patience, context.Time, cancellation)
            : asker.AskAsync(method, path, [], BodyLimit, Patience, context.Time, cancellation);

    /// <summary>A redirect anywhere else, to an open page or to the same one with a slash, refuses nobody.</summary>
    private static bool Refuses(HttpAnswer answer, HttpAsker asker, string path, string? signIn) => answer.Status switch
    {
        401 or 403 => true,
        >= 300 and < 400 => signIn is not null && Uri.TryCreate(asker.Address(path), answer.Header("Location"), out var to)
            && to.AbsoluteUri.StartsWith(asker.Address(signIn).AbsoluteUri, StringComparison.Ordinal),
        _ => false,
    };

    private static (string Method, string Path) Parse(string door) =>
        door.Split(' ') is ["GET" or "POST", ['/', ..]] words
        ? (words[0], words[1])
        : throw new EffectException($"The door '{door}' must be a method and a path, such as 'POST /api/email/'; mend it in the estate's "
            + "file.");
}

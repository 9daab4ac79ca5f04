using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Cutover.Redirects;

/// <summary>
/// Asks servers the same questions, byte for byte. What the old side redirects, or says is gone, the new side must answer with the same
/// status and Location; what it does not, the new side must not redirect. With <c>strict</c>, every status must be the same.
/// </summary>
public static class RedirectCheck
{
    /// <summary>Asks a server and keeps its answers.</summary>
    /// <exception cref="IOException">It cannot be reached, or does not speak HTTP.</exception>
    public static async Task<IReadOnlyList<RecordedAnswer>> RecordAsync(
        ServerAddress server, IEnumerable<Question> questions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(questions);
        var recorded = new List<RecordedAnswer>();
        await AskAsync(server, questions, (question, status, location) => recorded.Add(new(question, status, location)), cancellation);
        return recorded;
    }

    /// <summary>Asks a server what has been recorded.</summary>
    /// <exception cref="IOException">It cannot be reached, or does not speak HTTP.</exception>
    public static Task<CheckResult> CompareAsync(
        ServerAddress server, IReadOnlyList<RecordedAnswer> recorded, bool strict, CancellationToken cancellation) =>
        CompareAsync(server, recorded, strict, secret: null, cancellation);

    /// <summary>The same, with a header that goes with every question and is named in no result.</summary>
    /// <exception cref="IOException">It cannot be reached, or does not speak HTTP.</exception>
    public static async Task<CheckResult> CompareAsync(
        ServerAddress server, IReadOnlyList<RecordedAnswer> recorded, bool strict, KeyValuePair<string, string>? secret,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(recorded);
        var differences = new List<CheckDifference>();
        var at = 0;
        void Compare(Question _, int status, string? location)
        {
            var expected = recorded[at++];
            if (!Agree(expected, status, location, strict))
            {
                differences.Add(new(expected.Question, Text(expected.Status, expected.Location), Text(status, location)));
            }
        }

        var questions = recorded.Select(one => secret is not { } header ? one.Question
            : one.Question with { Headers = [.. one.Question.Headers, header] });
        await AskAsync(server, questions, Compare, cancellation);
        return new CheckResult(at, recorded.Count(one => one.Status is >= 300 and < 400), differences);
    }

    private static async Task AskAsync(
        ServerAddress server, IEnumerable<Question> questions, Action<Question, int, string?> see, CancellationToken cancellation)
    {
        // One connection for each name: a certificate belongs to a name.
        var askers = new Dictionary<string, ServerAsker>(StringComparer.Ordinal);
        try
        {
            foreach (var question in questions)
            {
                cancellation.ThrowIfCancellationRequested();
                var name = server.Secure ? (question.Host ?? server.Address).Split(':')[0] : "";
                if (!askers.TryGetValue(name, out var asker))
                {
                    askers[name] = asker = new ServerAsker(server.Address, server.Port, server.Secure ? name : null);
                }

                var (status, location) = await asker.Ask(question);
                see(question, status, location);
            }
        }
        catch (Exception failure) when (failure is SocketException or AuthenticationException or FormatException
            or IndexOutOfRangeException)
        {
            throw new IOException($"{server} cannot be asked: {failure.Message}", failure);
        }
        finally
        {
            foreach (var asker in askers.Values)
            {
                asker.Dispose();
            }
        }
    }

    private static bool Agree(RecordedAnswer expected, int status, string? location, bool strict) =>
        (expected.Status == status && expected.Location == location)
        || (!strict && expected.Status is < 300 or >= 400 and not 410 && status is < 300 or >= 400 and not 410);

    private static string Text(int status, string? location) =>
        string.Create(CultureInfo.InvariantCulture, $"{status}") + (location is null ? "" : " " + location);
}

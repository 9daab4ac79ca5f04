using System.Globalization;
using System.Text;
using Cutover.Redirects;

namespace Rehearsals;

/// <summary>Asks a script in workerd what httpd was asked, as it was sent and as Cloudflare would hand it on.</summary>
internal sealed class EdgeAnswers(int port) : IDisposable
{
    private readonly ServerAsker client = new(HttpdServer.Address, port);

    /// <summary>What the script answers otherwise than httpd did; null where nothing.</summary>
    internal async Task<string?> Difference(Question question, string theirs, bool asksForTheLine)
    {
        var asSent = Agrees(theirs, await client.Ask(question));
        if (asSent is not null)
        {
            return "the edge " + asSent;
        }

        var normal = EdgeUrl.Normalise(question.Target);
        if (normal == question.Target || asksForTheLine || Changes(question.Target))
        {
            return null;
        }

        return Agrees(theirs, await client.Ask(question with { Target = normal })) is { } seen
            ? $"the edge, normalised to {normal}, {seen}" : null;
    }

    public void Dispose() => client.Dispose();

    /// <summary>What the normaliser changes by its nature: a path above the root, which httpd refuses, and a backslash.</summary>
    private static bool Changes(string target) =>
        !target.StartsWith('/') || target.Contains('\\', StringComparison.Ordinal) || target.Contains('#', StringComparison.Ordinal)
        || PathNormalizer.Normalize(target.Split('?')[0], mergeSlashes: true) is null;

    /// <summary>What is passed on, httpd served or did not find.</summary>
    private static string? Agrees(string theirs, (int Status, string? Location) edge)
    {
        var ours = Seen.From(edge.Status, edge.Location);
        return ours == theirs || ours == Escaped(theirs) || (edge.Status == EdgeServer.PassedOn && theirs is "200" or "404" or "403")
            ? null : ours;
    }

    /// <summary>A byte that is not UTF-8 cannot leave a Worker in a header: it is written as %hh. The documentation names this.</summary>
    private static string Escaped(string theirs)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(theirs));
            return theirs;
        }
        catch (DecoderFallbackException)
        {
            return string.Concat(theirs.Select(c => c < '\u0080' ? c.ToString() : string.Create(CultureInfo.InvariantCulture,
                $"%{(int)c:x2}")));
        }
    }
}

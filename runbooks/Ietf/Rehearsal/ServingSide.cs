using Cutover.Lab;

namespace Ietf;

/// <summary>Which side serves, as somebody outside sees it: never as the run believes.</summary>
/// <param name="IsNew">Whether it is the new one.</param>
/// <param name="SeenAs">Who answered, by the header X-Served-By.</param>
internal sealed record ServingSide(bool IsNew, string SeenAs)
{
    private static readonly (string Site, string Path)[] Pages =
        [("datatracker", "/api/version"), ("www", "/"), ("mailarchive", "/arch/")];

    /// <summary>Asks the edge and the old front, which must agree.</summary>
    /// <exception cref="LabException">They do not, or nobody serves.</exception>
    public static async Task<ServingSide> FindAsync(LabEstate lab, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var seen = new List<string>();
        foreach (var front in (LabFront[])[lab.Edge, lab.OldFront])
        {
            foreach (var (site, path) in Pages)
                seen.Add(await AskAsync(http, front, lab.HostOf(site), path, cancellation));
        }

        var isNew = seen.Select(name => name.Contains("-new-", StringComparison.Ordinal)).Distinct().ToList();
        return isNew.Count == 1
            ? new ServingSide(isNew[0], string.Join(", ", seen.Distinct(StringComparer.Ordinal)))
            : throw new LabException($"The fronts do not agree on who serves: {string.Join(", ", seen)}.");
    }

    /// <summary>Where the serving side's databases are.</summary>
    public Address Postgres(LabEstate lab) => IsNew ? lab.Postgres.New : lab.Postgres.Old;

    private static async Task<string> AskAsync(HttpClient http, LabFront front, string host, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{front.Address}{path}");
        request.Headers.Host = host;
        using var answer = await http.SendAsync(request, cancellation);
        return answer.IsSuccessStatusCode && answer.Headers.TryGetValues("X-Served-By", out var names)
            ? string.Join(' ', names)
            : throw new LabException(
                $"{front.Name} answered {(int)answer.StatusCode} for {host}{path} after the night; the side that serves cannot be told.");
    }
}

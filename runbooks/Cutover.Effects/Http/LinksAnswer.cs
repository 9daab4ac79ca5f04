using System.Collections.Concurrent;
using System.Text;
using AngleSharp.Html.Parser;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that the links from one site's pages to another, or to itself, lead somewhere: no page announces what is not there. Whatever
/// status a page has, its links count; that of a missing page is what lost people read.
/// </summary>
/// <param name="Site">Whose pages are read.</param>
/// <param name="Pages">Which of its pages.</param>
/// <param name="Linked">The site that the links lead to, asked past every name and cache; links to any other are not asked.</param>
public sealed record LinksAnswer(Place<SiteAddress> Site, Place<QuestionsAddress> Pages, Place<SiteAddress> Linked) : IProbe<LinksSeen>
{
    private const int Named = 5;
    private const int MostLinks = 5000;
    private const int PageLimit = 1024 * 1024;
    private const int FirstRefusal = 400;
    private const int FirstFailure = 500;
    private const string Links = "a[href], area[href], link[href], img[src], script[src], iframe[src]";

    /// <summary>How many questions are under way at once; both sites may have users.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>How long each answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public string Verb => $"follow the links from pages of {Site} to {Linked}";

    public async ValueTask<Finding<LinksSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var site = new HttpAsker(context.At(Site));
        using var linked = new HttpAsker(context.At(Linked));
        var pages = await QuestionsFile.ReadAsync(context.At(Pages).File, cancellation);
        var problems = new ConcurrentBag<string>();
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var several = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(pages, several, async (page, stop) =>
        {
            if (await FollowAsync(site, page, context, linked.Address("/"), found, stop) is { } problem)
                problems.Add(problem);
        });

        var links = found.OrderBy(link => link.Key, StringComparer.Ordinal).Take(MostLinks).ToList();
        await Parallel.ForEachAsync(links, several, async (link, stop) =>
        {
            if (await RefusalAsync(linked, link.Key, context, stop) is { } refusal)
                problems.Add($"{link.Value} leads to {linked.Address(link.Key)}, which {refusal}");
        });
        return Conclude(new LinksSeen(pages.Count, links.Count, problems.Count), problems, found.Count);
    }

    private Finding<LinksSeen> Conclude(LinksSeen seen, IEnumerable<string> problems, int found)
    {
        if (seen.Broken > 0)
        {
            return Finding.NotDone(seen, $"{seen.Broken} of {seen.Asked} links from {Site} to {Linked} lead nowhere: "
                + string.Join("; ", problems.Order(StringComparer.Ordinal).Take(Named)));
        }

        return seen.Asked == 0
            ? Finding.Unknown<LinksSeen>($"none of {seen.Pages} pages of {Site} has a link to {Linked}: name pages that have some")
            : Finding.Done(seen, $"{seen.Asked} of {found} links from {seen.Pages} pages of {Site} to {Linked} were asked and lead on");
    }

    /// <returns>Why the page could not be read; null where its links are among those found.</returns>
    private async Task<string?> FollowAsync(
        HttpAsker site, string page, StepContext context, Uri to, ConcurrentDictionary<string, string> found,
        CancellationToken cancellation)
    {
        try
        {
            var answer = await site.AskAsync("GET", page, [], PageLimit, Patience, context.Time, cancellation);
            if (answer.Status >= FirstFailure)
                return $"{page} itself was answered {answer.Status}";
            using var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(answer.Body));
            var home = new Uri(site.Address(page), document.QuerySelector("base")?.GetAttribute("href") ?? "");
            foreach (var element in document.QuerySelectorAll(Links))
            {
                if (Uri.TryCreate(home, element.GetAttribute("href") ?? element.GetAttribute("src"), out var link)
                    && link.Scheme is "http" or "https" && string.Equals(link.Host, to.Host, StringComparison.OrdinalIgnoreCase))
                    found.TryAdd(link.PathAndQuery, page);
            }

            return null;
        }
        catch (Exception failure) when (failure is EffectException or UriFormatException)
        {
            return $"{page} itself cannot be read: {failure.Message.TrimEnd('.')}";
        }
    }

    /// <returns>What is wrong; null where it leads on.</returns>
    private async Task<string?> RefusalAsync(HttpAsker asker, string path, StepContext context, CancellationToken cancellation)
    {
        try
        {
            var answer = await asker.AskAsync("GET", path, [], limit: 0, Patience, context.Time, cancellation);
            return answer.Status >= FirstRefusal ? $"was answered {answer.Status}" : null;
        }
        catch (EffectException silent)
        {
            return $"was not answered ({silent.Message.TrimEnd('.')})";
        }
    }
}

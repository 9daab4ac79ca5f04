using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Links that lead nowhere, planted in the pages of one site and in the other that they lead to.</summary>
public sealed class LinksAnswerTests : IDisposable
{
    private const string Good =
        "<a href=\"https://archive.lab.test/msg/1\">x</a> <a href='//elsewhere.test/no'>not ours</a> <a href=#top>up</a>";

    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Links_that_lead_on_are_counted_and_those_to_others_are_not_asked()
    {
        var finding = await AskAsync(_ => CannedSite.Answer(200, Good), _ => CannedSite.Answer(301, "", "Location: /msg/1/"));

        Assert.True(finding.Verdict == Verdict.Done, finding.Why);
        Assert.Equal(new LinksSeen(2, 1, 0), finding.Value);
    }

    /// <summary>N1: the page that lost people read led to what is gone. N16: drafts were announced by links without a message.</summary>
    [Theory]
    [InlineData("/missing", "<p>Try <a href=//archive.lab.test/rfc/rfc7231.txt?x=1&amp;y=2#frag>this", "/missing leads to "
        + "http://archive.lab.test/rfc/rfc7231.txt?x=1&y=2, which was answered 404")]
    [InlineData("/doc", "<base href=http://archive.lab.test/arch/msg/><a href=wg/aGFzaA/>Announced</a>",
        "/doc leads to http://archive.lab.test/arch/msg/wg/aGFzaA/, which was answered 404")]
    [InlineData("/doc", "<img src=http://ARCHIVE.lab.test/logo.svg>",
        "/doc leads to http://archive.lab.test/logo.svg, which was answered 404")]
    public async Task A_link_to_what_is_not_there_is_named_with_its_page_whatever_status_the_page_has(
        string page, string body, string sentence)
    {
        var finding = await AskAsync(
            path => path == page ? CannedSite.Answer(404, body) : CannedSite.Answer(200, Good),
            path => CannedSite.Answer(path == "/msg/1" ? 200 : 404, ""));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("1 of 2 links from site to archive lead nowhere: " + sentence, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_fail_and_pages_without_links_prove_nothing()
    {
        var failing = await AskAsync(
            path => path == "/doc" ? CannedSite.Answer(500, "") : CannedSite.Answer(200, Good), _ => CannedSite.Answer(200, ""));
        var without = await AskAsync(_ => CannedSite.Answer(200, "\0<a href='http://[broken'>"), _ => CannedSite.Answer(200, ""));

        Assert.Equal(Verdict.NotDone, failing.Verdict);
        Assert.Contains("/doc itself was answered 500", failing.Why, StringComparison.Ordinal);
        Assert.Equal(Verdict.Unknown, without.Verdict);
        Assert.Contains("none of 2 pages of site has a link to archive", without.Why, StringComparison.Ordinal);
    }

    private async Task<Finding<LinksSeen>> AskAsync(Func<string, string> pages, Func<string, string> linked)
    {
        await using var site = new CannedSite(request => pages(request.Split(' ')[1]));
        await using var archive = new CannedSite(request => linked(request.Split(' ')[1]));
        return await _scene.ProbeAsync(Http.Links(
            _scene.Place("site", site.Address),
            _scene.Place("pages", new QuestionsAddress { File = _folder.Write("pages.txt", "/missing\n/doc\n") }),
            _scene.Place("archive", archive.Address with { Url = "http://archive.lab.test" })));
    }
}

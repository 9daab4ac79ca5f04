using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

public sealed class SiteTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public static TheoryData<Expect, string> Faults => new()
    {
        { Expect.StatusOf(200, 204), "status 200 or 204 expected, 302 seen" },
        { new Expect.Header("X-Missing"), "header X-Missing expected, none seen" },
        { new Expect.Header("X-Served-By", "new"), "header X-Served-By: new expected, 'old' seen" },
        { new Expect.HeaderMatches("X-Served-By", "^n"), "header X-Served-By like ^n expected, 'old' seen" },
        { new Expect.BodyContains("Wagtail"), "'Wagtail' in the body expected" },
        { new Expect.JsonField("version", "12.15.1"), "JSON field version to be 12.15.1 expected, 12.15.0 seen" },
        { new Expect.JsonField("nothing.there", "1"), "JSON field nothing.there to be 1 expected, no such field seen" },
        { new Expect.RedirectsTo("/elsewhere"), "a redirect to http://www.lab.test/elsewhere expected, /there?a=1 seen" },
        { new Expect.CertificateFor(14), "asked without TLS" },
    };

    public static TheoryData<Expect> Fits => new()
    {
        Expect.StatusOf(302),
        new Expect.Header("x-served-by"),
        new Expect.Header("X-Served-By", "old"),
        new Expect.HeaderMatches("X-Served-By", "^o.d$"),
        new Expect.BodyContains("12.15"),
        new Expect.JsonField("version", "12.15.0"),
        new Expect.JsonField("dumptime", "null"),
        new Expect.JsonField("list.1", "2"),
        new Expect.RedirectsTo("/there?a=1"),
        new Expect.RedirectsTo("http://www.lab.test/there?a=1"),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_answer_that_is_not_as_expected_says_what_was_expected_and_what_was_seen(Expect expected, string sentence)
    {
        await using var site = Site();
        var finding = await _scene.ProbeAsync(Http.Answers(_scene.Place("site", site.Address), "/api/version", expected));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains(sentence, finding.Why, StringComparison.Ordinal);
        Assert.Equal(302, finding.Value!.Status);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public async Task An_answer_that_is_as_expected_is_done(Expect expected)
    {
        await using var site = Site();
        var finding = await _scene.ProbeAsync(Http.Answers(_scene.Place("site", site.Address), "/api/version", expected));

        Assert.True(finding.Verdict == Verdict.Done, finding.Why);
        Assert.Contains("Host: www.lab.test", site.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_answers_too_slowly_is_unknown()
    {
        await using var site = new CannedSite(CannedSite.Answer(200, "late"), delay: TimeSpan.FromSeconds(3));
        var finding = await _scene.ProbeAsync(
            Http.Answers(_scene.Place("site", site.Address), "/") with { Patience = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains("within 0.2 s", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_refuses_connections_is_unknown_and_its_address_named()
    {
        var gone = new CannedSite("");
        var address = gone.Address;
        await gone.DisposeAsync();
        var finding = await _scene.ProbeAsync(Http.Answers(_scene.Place("site", address), "/", Expect.StatusOf(200)));

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains(address.ConnectTo!, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_is_read_to_its_limit_and_no_further()
    {
        await using var site = new CannedSite(CannedSite.Answer(200, new string('a', 5000) + "the end"));
        var finding = await _scene.ProbeAsync(
            Http.Answers(_scene.Place("site", site.Address), "/", new Expect.BodyContains("the end")) with { BodyLimit = 1000 });

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("1000 or more bytes", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, Verdict.Done, "")]
    [InlineData(3, Verdict.NotDone, "a certificate good for 14 days expected")]
    [InlineData(-1, Verdict.Unknown, "not to be trusted")]
    public async Task A_certificate_must_be_good_for_a_while(double days, Verdict verdict, string sentence)
    {
        var (site, address) = await TlsAsync("www.lab.test", days);
        await using var _ = site;
        var finding = await _scene.ProbeAsync(
            Http.Answers(_scene.Place("site", address), "/", Expect.StatusOf(200), new Expect.CertificateFor(14)));

        Assert.True(verdict == finding.Verdict, finding.Why);
        Assert.Contains(sentence, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted()
    {
        var (site, address) = await TlsAsync("old.lab.test", 20);
        await using var _ = site;
        var finding = await _scene.ProbeAsync(Http.Answers(_scene.Place("site", address), "/", Expect.StatusOf(200)));

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains("RemoteCertificateNameMismatch", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        var (site, address) = await TlsAsync("www.lab.test", 20);
        await using var _ = site;
        var finding = await _scene.ProbeAsync(
            Http.Answers(_scene.Place("site", address with { AuthorityFile = null }), "/", Expect.StatusOf(200)));

        Assert.Equal(Verdict.Unknown, finding.Verdict);
    }

    [Fact]
    public async Task A_secret_header_is_sent_from_its_file_and_shown_to_nobody()
    {
        await using var site = new CannedSite(CannedSite.Answer(403, "no"));
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Cutover-Tester"] = _folder.Write("token", "t0ken\n") };
        var probe = Http.Answers(
            _scene.Place(
                "site",
                site.Address with { SecretHeaderFiles = files }), "/", Expect.StatusOf(200)) with { SecretHeaders = ["X-Cutover-Tester"] };
        var finding = await _scene.ProbeAsync(probe);

        Assert.Contains("X-Cutover-Tester: t0ken\r\n", site.Asked, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "Retry-After: 5", "Cache-Control: no-store", "text/html", "status 503 expected, 200 seen")]
    [InlineData(503, "X-Other: 5", "Cache-Control: no-store", "text/html", "a Retry-After of seconds or a date expected, none seen")]
    [InlineData(503, "Retry-After: soon", "Cache-Control: no-store", "text/html", "soon seen")]
    [InlineData(503, "Retry-After: 5", "Cache-Control: max-age=60", "text/html", "no-store expected, max-age=60 seen")]
    [InlineData(503, "Retry-After: 5", "Cache-Control: no-store", "text/html", "a JSON answer below /api/ expected, text/html seen")]
    public async Task Maintenance_that_a_cache_a_mailer_or_a_program_would_take_wrongly_is_not_maintenance(
        int status, string retry, string cache, string type, string sentence)
    {
        await using var site = new CannedSite(CannedSite.Answer(status, "away", retry, cache, $"Content-Type: {type}"));
        var finding = await _scene.ProbeAsync(Http.Maintenance(_scene.Place("site", site.Address), "/", "/api/email/"));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains(sentence, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintenance_that_lets_one_method_through_names_it()
    {
        await using var site = new CannedSite(request => request.StartsWith("OPTIONS", StringComparison.Ordinal)
            ? CannedSite.Answer(204, "")
            : CannedSite.Answer(503, "{}", "Retry-After: 5", "Cache-Control: no-store", "Content-Type: application/json"));
        var finding = await _scene.ProbeAsync(Http.Maintenance(_scene.Place("site", site.Address), "/api/submission"));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.StartsWith("OPTIONS http://www.lab.test/api/submission", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_expected_is_part_of_the_plans_hash()
    {
        var site = new Place<SiteAddress>("site");
        string Hash(params Expect[] expected)
        {
            var night = new RunbookBuilder("night", 1.Hours());
            night.Prepare("ask", Http.Answers(site, "/", expected));
            return night.Build().Hash;
        }

        Assert.NotEqual(Hash(Expect.StatusOf(200)), Hash(Expect.StatusOf(204)), StringComparer.Ordinal);
        Assert.NotEqual(Hash(new Expect.Header("A", "1")), Hash(new Expect.HeaderMatches("A", "1")), StringComparer.Ordinal);
        Assert.Equal(Hash(Expect.StatusOf(200)), Hash(Expect.StatusOf(200)));
    }

    private static CannedSite Site() => new(CannedSite.Answer(
        302, """{"version":"12.15.0","dumptime":null,"list":[1,2]}""", "X-Served-By: old", "Location: /there?a=1",
        "Content-Type: application/json"));

    private async Task<(CannedSite Site, SiteAddress Address)> TlsAsync(string name, double days)
    {
        var certificate = CannedSite.Certificate(name, days);
        var authority = _folder["authority.pem"];
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var site = new CannedSite(CannedSite.Answer(200, "hello"), certificate);
        return (site, site.Address with { AuthorityFile = authority });
    }
}

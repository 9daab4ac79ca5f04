using Cutover.Effects;
using Cutover.Engine;
using static Cutover.Tests.CannedSite;

namespace Cutover.Tests;

/// <summary>Doors of a site that must stay shut for who shows no key and has not signed in.</summary>
public sealed class StrangersTests
{
    private const string Import = "POST /api/v1/message/import/";
    private const string Board = "GET /arch/browse/board/";

    private readonly Scene _scene = new();

    [Theory]
    [InlineData("401 Canned\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("403 Canned\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("302 Canned\r\nLocation: /oidc/authenticate/?next=/arch/browse/board/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("303 Canned\r\nLocation: http://www.lab.test/oidc/authenticate/\r\nContent-Length: 0\r\n\r\n")]
    public async Task Who_is_refused_or_sent_to_sign_in_is_kept_out(string answer)
    {
        await using var site = new CannedSite($"HTTP/1.1 {answer}");

        var finding = await ProbeAsync(site, Board);

        Assert.True(finding.Verdict == Verdict.Done, finding.Why);
    }

    [Theory]
    [InlineData("200 Canned\r\nContent-Length: 0\r\n\r\n", "was answered 200")]
    [InlineData("404 Canned\r\nContent-Length: 0\r\n\r\n", "was answered 404")]
    [InlineData("400 Canned\r\nContent-Length: 0\r\n\r\n", "was answered 400")]
    [InlineData("500 Canned\r\nContent-Length: 0\r\n\r\n", "was answered 500")]
    [InlineData("301 Canned\r\nLocation: /arch/browse/board\r\nContent-Length: 0\r\n\r\n", "was answered 301")]
    [InlineData("301 Canned\r\nLocation: https://www.lab.test/arch/browse/board/\r\nContent-Length: 0\r\n\r\n", "was answered 301")]
    [InlineData("302 Canned\r\nContent-Length: 0\r\n\r\n", "was answered 302")]
    [InlineData("302 Canned\r\nLocation: /arch/\r\nContent-Length: 0\r\n\r\n", "was answered 302")]
    public async Task A_door_that_is_open_not_there_or_leads_elsewhere_is_named(string answer, string named)
    {
        await using var site = new CannedSite($"HTTP/1.1 {answer}");

        var finding = await ProbeAsync(site, Board);

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains(
            $"GET http://www.lab.test/arch/browse/board/ at {site.Address.ConnectTo} {named}", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_list_that_everybody_reads_is_found_beside_an_import_that_asks_for_its_key()
    {
        await using var site = new CannedSite(asked => asked.StartsWith("POST", StringComparison.Ordinal)
            ? Answer(403, "Wrong key.") : Answer(200, "minutes of the board"));

        var finding = await ProbeAsync(site, Import, Board);

        Assert.Equal((2, 1), (finding.Value!.Asked, finding.Value.Open));
        Assert.DoesNotContain("/import/", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_of_the_estate_is_shown()
    {
        await using var site = new CannedSite(Answer(403, ""));
        var address = site.Address with { SecretHeaderFiles = new Dictionary<string, string> { ["X-API-Key"] = "/no/such/file" } };

        var finding = await _scene.ProbeAsync(Http.RefusesStrangers(_scene.Place("site", address), Doors(Import)));

        Assert.Equal(Verdict.Done, finding.Verdict);
        Assert.DoesNotContain("X-API-Key", site.Asked, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Silence_is_no_refusal()
    {
        var nobody = new SiteAddress { Url = "http://www.lab.test", ConnectTo = "127.0.0.1:1" };

        var finding = await _scene.ProbeAsync(Http.RefusesStrangers(_scene.Place("site", nobody), Doors(Board)));

        Assert.Equal(Verdict.Unknown, finding.Verdict);
    }

    [Theory]
    [InlineData("/arch/browse/board/")]
    [InlineData("GET arch")]
    [InlineData("BREW /coffee")]
    [InlineData("GET /a /b")]
    public async Task What_is_no_door_is_refused(string door)
    {
        await using var site = new CannedSite(Answer(403, ""));

        var failure = await Assert.ThrowsAsync<EffectException>(() => ProbeAsync(site, door));

        Assert.StartsWith($"The door '{door}' must be a method and a path", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_door_is_named_nothing_is_proved()
    {
        await using var site = new CannedSite(Answer(403, ""));

        Assert.Equal(Verdict.Unknown, (await ProbeAsync(site)).Verdict);
    }

    private Task<Finding<StrangersSeen>> ProbeAsync(CannedSite site, params string[] doors) =>
        _scene.ProbeAsync(Http.RefusesStrangers(_scene.Place("site", site.Address), Doors(doors)));

    private Place<DoorsAddress> Doors(params string[] doors) => _scene.Place("doors", new DoorsAddress
    {
        Doors = doors, SignIn = "/oidc/authenticate/",
    });
}

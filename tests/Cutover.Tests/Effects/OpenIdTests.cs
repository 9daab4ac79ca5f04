using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Providers that clients would not take for the one they know, and pages that must not be given a password.</summary>
public sealed class OpenIdTests : IDisposable
{
    private const string Provider = "http://www.lab.test";
    private const string Key = """{"kty":"RSA","kid":"one","use":"sig","n":"vKRNhSDHhhhTh5BM3vPl3A","e":"AQAB"}""";

    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    private string PasswordFile => Path.Combine(_folder.Path, "password");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://new.lab.test/id", "http://www.lab.test/token", Key,
        "it calls itself http://new.lab.test/id, not http://www.lab.test")]
    [InlineData(Provider, "http://new.lab.test/token", Key,
        "its token_endpoint is http://new.lab.test/token, not http://www.lab.test/token")]
    [InlineData(Provider, null, Key, "its token_endpoint is not told, not http://www.lab.test/token")]
    [InlineData(Provider, "http://www.lab.test/token", """{"kty":"RSA","kid":"two","n":"vKRNhSDHhhhTh5BM3vPl3A","e":"AQAB"}""",
        "it lacks the key one")]
    [InlineData(Provider, "http://www.lab.test/token", """{"kty":"RSA","kid":"one","n":"wKRNhSDHhhhTh5BM3vPl3A","e":"AQAB"}""",
        "its key one is another")]
    public async Task A_provider_with_another_issuer_address_or_key_is_told_from_the_one_clients_know(
        string issuer, string? token, string key, string said)
    {
        await using var old = Site(Provider, "http://www.lab.test/token", Key);
        await using var next = Site(issuer, token, key);
        var remember = OpenId.Remember(_scene.Place("auth.old", old.Address), "");
        var known = await _scene.ProbeAsync(remember);
        Assert.Equal(Verdict.Done, known.Verdict);
        var remembered = _scene.Done("known", remember, known.Value!);

        var same = await _scene.ProbeAsync(OpenId.Keeps(_scene.Place("auth.old", old.Address), "", remembered));
        var other = await _scene.ProbeAsync(OpenId.Keeps(_scene.Place("auth.new", next.Address), "", remembered));

        Assert.True(same.Verdict == Verdict.Done, same.Why);
        Assert.Equal(Verdict.NotDone, other.Verdict);
        Assert.Equal($"clients would not take auth.new for the provider they know: {said}", other.Why);
    }

    [Theory]
    [InlineData("<html>maintenance</html>", "{}", "answered 200 without the JSON that clients need")]
    [InlineData("{}", "{}", "tells no issuer or no address of its keys")]
    [InlineData("null", "{}", "answered 200 without the JSON that clients need")]
    [InlineData("""{"issuer":"x","jwks_uri":"http://elsewhere.test/jwks"}""", "{}", "says that its keys are at elsewhere.test")]
    [InlineData("""{"issuer":"x","jwks_uri":"http://www.lab.test/jwks"}""", "[[[", "answered 200 without the JSON that clients need")]
    [InlineData("""{"issuer":"x","jwks_uri":"http://www.lab.test/jwks"}""", """{"keys":[{"kty":"RSA","n":"a","e":"b"}]}""",
        "has no signing key with an id")]
    [InlineData("""{"issuer":"x","jwks_uri":"http://www.lab.test/jwks"}""", """{"keys":[{"kty":"RSA","kid":"a"}]}""",
        "has a key that is none")]
    public async Task A_provider_that_tells_clients_nothing_they_can_use_is_refused_in_one_sentence(
        string configuration, string keys, string said)
    {
        await using var site = new CannedSite(asked =>
            CannedSite.Answer(200, asked.StartsWith("GET /jwks", StringComparison.Ordinal) ? keys : configuration));

        var finding = await _scene.ProbeAsync(OpenId.Remember(_scene.Place("auth", site.Address), ""));

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains(said, finding.Why, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', finding.Why);
    }

    [Fact]
    public async Task A_password_is_not_typed_into_a_page_of_another_site()
    {
        await using var site = new CannedSite(CannedSite.Answer(200, Form("/login")));
        var asks = await SignInAsync(site, provider: "http://127.0.0.1:9");

        await using var sends = new CannedSite(CannedSite.Answer(200, Form("http://127.0.0.1:9/steal")));
        var posts = await SignInAsync(sends, provider: UrlOf(sends));

        Assert.Equal((Verdict.NotDone, Verdict.NotDone), (asks.Verdict, posts.Verdict));
        Assert.Contains("asks for the password, which is for http://127.0.0.1:9 alone", asks.Why, StringComparison.Ordinal);
        Assert.Contains("would send the password to http://127.0.0.1:9/steal", posts.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302, "Location: /again?code=s3cr3t", "", "it was led from one address to the next 20 times, the last was {0}/again")]
    [InlineData(302, "Location: file:///etc/passwd", "", "{0}/login answered 302 and leads nowhere")]
    [InlineData(302, "X-No: location", "", "{0}/login answered 302 and leads nowhere")]
    [InlineData(500, "X-No: location", "<p>pass\u0007word-1\n wrong", "GET {0}/login answered 500: \"… wrong\"")]
    [InlineData(200, "X-No: location", "<p>Nobody is signed in.", "{0}/login does not show 'Night Tester': \"Nobody is signed in.\"")]
    public async Task Who_is_led_astray_or_turned_away_is_told_where_without_codes_or_passwords(
        int status, string header, string body, string said)
    {
        await using var site = new CannedSite(CannedSite.Answer(status, body, header));

        var finding = await SignInAsync(site, UrlOf(site));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.EndsWith(said.Replace("{0}", UrlOf(site), StringComparison.Ordinal), finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_end_and_a_site_that_is_not_there_are_told_apart_from_a_refusal()
    {
        await using var site = new CannedSite(CannedSite.Answer(200, new string('x', 2 * 1024 * 1024)));
        var endless = await SignInAsync(site, UrlOf(site));
        var gone = await _scene.ProbeAsync(OpenId.SignIn(_scene.Place("login", Login("http://127.0.0.1:9/login", "http://127.0.0.1:9"))));

        Assert.Equal((Verdict.Unknown, Verdict.Unknown), (endless.Verdict, gone.Verdict));
        Assert.StartsWith("GET http://127.0.0.1:9/login had no answer: ", gone.Why, StringComparison.Ordinal);
    }

    private static string Form(string action) =>
        $"<form method=post action='{action}'><input name=u><input type=password name=p><button>Go</button></form>";

    private static string UrlOf(CannedSite site) => $"http://{site.Address.ConnectTo}";

    private static CannedSite Site(string issuer, string? token, string key)
    {
        var endpoint = token is null ? "" : $"\"token_endpoint\":\"{token}\",";
        return new CannedSite(asked => CannedSite.Answer(200, asked.StartsWith("GET /jwks", StringComparison.Ordinal)
            ? $$"""{"keys":[{{key}}]}"""
            : $$"""{"issuer":"{{issuer}}",{{endpoint}}"jwks_uri":"http://www.lab.test/jwks"}"""));
    }

    private async Task<Finding<SignedIn>> SignInAsync(CannedSite site, string provider) =>
        await _scene.ProbeAsync(OpenId.SignIn(_scene.Place("login", Login($"{UrlOf(site)}/login?state=s3cr3t", provider))));

    private LoginAddress Login(string url, string provider)
    {
        File.WriteAllText(PasswordFile, "password-1\n");
        return new LoginAddress
        {
            Url = url, Provider = provider, User = "tester", PasswordFile = PasswordFile, Shows = "Night Tester",
        };
    }
}

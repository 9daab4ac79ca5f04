using System.Text.Json.Nodes;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>What keeps people from signing in after a move, planted in a certified provider.</summary>
[Collection("lab")]
public sealed class LoginDefects(LoginLab lab) : IClassFixture<LoginLab>
{
    private readonly Scene _scene = new();

    private LabLogins Logins => lab.Estate.Logins;

    [Fact]
    public async Task A_new_provider_with_the_old_keys_is_taken_and_one_with_its_own_or_another_name_is_not()
    {
        var remember = OpenId.Remember(Site("auth.site", lab.Estate.Edge.Address), LabLogins.ProviderPath);
        var known = await _scene.ProbeAsync(remember);
        Assert.Equal(Verdict.Done, known.Verdict);
        var keeps = OpenId.Keeps(
            Site("auth.new.site", lab.Estate.NewFront.Address), LabLogins.ProviderPath, _scene.Done("known", remember, known.Value!));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(keeps)).Verdict);
        var (issuer, keys) = (Logins.Issuer, await File.ReadAllTextAsync(Logins.KeysFile, TestContext.Current.CancellationToken));
        var own = JsonNode.Parse(keys)!;
        own["keys"]![0]!["kid"] = "made-on-the-new-host";
        var ownFile = Path.Combine(Path.GetDirectoryName(lab.Estate.SettingsOf(Logins.New))!, "own-keys.json");
        await File.WriteAllTextAsync(ownFile, own.ToJsonString(), TestContext.Current.CancellationToken);

        await lab.TellAsync(Logins.New, told => told["keysFile"] = ownFile);
        var keyed = await _scene.UntilAsync(keeps, Verdict.NotDone);
        await lab.TellAsync(Logins.New, told =>
        {
            told["keysFile"] = Logins.KeysFile;
            told["issuer"] = issuer.Replace("datatracker", "new", StringComparison.Ordinal);
        });
        var named = await _scene.UntilAsync(keeps, Verdict.NotDone);

        Says("it lacks the key " + known.Value!.Keys.Keys.Single(), keyed);
        Says($"not {issuer}", named);
    }

    [Fact]
    public async Task People_sign_in_until_an_address_a_secret_or_a_password_got_lost()
    {
        var wiki = OpenId.SignIn(Login("wiki.login", $"http://{lab.Estate.HostOf("wiki")}:{Logins.Wiki.Port}/login"));
        var archive = OpenId.SignIn(Login("mailarchive.login", $"{Logins.Archive}/oidc/authenticate/"));
        await _scene.UntilAsync(wiki, Verdict.Done);
        await _scene.UntilAsync(archive, Verdict.Done);

        await lab.TellAsync(Logins.Old, told => Client(told, "wiki")["redirects"]![0] = "http://wiki.lab.test/elsewhere");
        var unknown = await _scene.UntilAsync(wiki, Verdict.NotDone);
        await _scene.UntilAsync(archive, Verdict.Done);
        await lab.TellAsync(Logins.Old, told => Client(told, "mailarchive")["secretFile"] = Logins.SecretFile("wiki"));
        var secret = await _scene.UntilAsync(archive, Verdict.NotDone);
        await lab.TellAsync(Logins.Old, told =>
        {
            Client(told, "mailarchive")["secretFile"] = Logins.SecretFile("mailarchive");
            told["account"]!["passwordFile"] = Logins.SecretFile("wiki");
        });
        var password = await _scene.UntilAsync(archive, Verdict.NotDone);

        Says("/api/openid/auth answered 400", unknown);
        Says("redirect_uri", unknown);
        Says("/oidc/callback/ answered 500: \"sign-in failed:", secret);
        Says("invalid_client", secret);
        Says("asks for the password again", password);
        Says("did not match", password);
    }

    private static void Says<T>(string expected, Finding<T> finding) =>
        Assert.True(finding.Why.Contains(expected, StringComparison.Ordinal), finding.Why);

    private static JsonNode Client(JsonObject told, string id) =>
        told["clients"]!.AsArray().Single(client => (string?)client!["id"] == id)!;

    private Place<SiteAddress> Site(string place, Address at) =>
        _scene.Place(place, new SiteAddress { Url = Logins.Provider, ConnectTo = at.ToString() });

    private Place<LoginAddress> Login(string place, string url) => _scene.Place(place, new LoginAddress
    {
        Url = url,
        Provider = Logins.Provider,
        User = Logins.User,
        PasswordFile = Logins.PasswordFile,
        Shows = Logins.Shown,
        Resolver = lab.Estate.Dns.Resolver.ToString(),
    });
}

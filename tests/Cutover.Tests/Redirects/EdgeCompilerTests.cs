using System.Globalization;
using System.Text;
using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>What the compiler refuses, and the routes that it asks for.</summary>
public sealed class EdgeCompilerTests
{
    private const string Main = "/etc/main.conf";

    [Fact]
    public void Routes_are_as_narrow_as_the_rules_allow()
    {
        var script = Compile("""
            <VirtualHost *:443>
            ServerName www.example.test
            ServerAlias *.old.example.test
            Redirect 301 /rfc https://rfc.example.test/
            Redirect 301 /rfc/old https://rfc.example.test/old
            RedirectMatch ^/(?:id|drafts)/(.*)$ https://drafts.example.test/$1
            RewriteEngine On
            RewriteRule ^/caf\xc3\xa9/(.*)$ /x/$1 [R,L]
            </VirtualHost>
            """);
        string[] expected =
        [
            "www.example.test/", "www.example.test/caf*", "www.example.test/drafts/*", "www.example.test/id/*", "www.example.test/rfc*",
            "*.old.example.test/", "*.old.example.test/caf*", "*.old.example.test/drafts/*", "*.old.example.test/id/*",
            "*.old.example.test/rfc*",
        ];
        Assert.Equal(expected, script.Routes.Select(route => route.Pattern));
    }

    [Fact]
    public void A_rule_that_may_match_anywhere_needs_the_whole_host_and_is_named()
    {
        var script = Compile("ServerName h.test\nRedirectMatch (.*)\\.html$ https://x.test/$1\nRedirect /a https://x.test/");
        var route = Assert.Single(script.Routes);
        Assert.Equal("h.test/*", route.Pattern);
        Assert.Contains(Main + ":2", route.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RewriteEngine On\nRewriteCond %{LA-U:REMOTE_USER} ^x\nRewriteRule ^/a /b [R]", "%{LA-U:REMOTE_USER} cannot be known")]
    [InlineData("RewriteEngine On\nRewriteCond /a -U\nRewriteRule ^/a /b [R]", "by subrequest")]
    [InlineData("RewriteEngine On\nRewriteMap m prg:/x\nRewriteRule ^/a ${m:a} [R]", "a map of the kind prg")]
    [InlineData("SetEnvIf Host ^x y", "mod_setenvif.c can change what is answered")]
    [InlineData("ServerAlias w?w.h.test", "a route may have a star")]
    public void What_has_no_form_at_the_edge_is_refused_by_file_and_line_unless_it_may_be_left_out(string lines, string reason)
    {
        var refused = Assert.Throws<EdgeRefusedException>(() => Compile("ServerName h.test\n" + lines));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(Main + ":", refused.Message, StringComparison.Ordinal);
        var allowed = Compile("ServerName h.test\n" + lines, new EdgeOptions { Plan = EdgePlan.Paid, AllowOmissions = true });
        var named = allowed.Omissions.Select(omission => $"{omission.Directive}: {omission.Reason}");
        Assert.Contains(named, line => line.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "nobody has said how many")]
    [InlineData(100_001, "100001 requests a day")]
    public void The_free_plan_counts_requests_before_anything_is_emitted(int? requests, string reason)
    {
        var options = new EdgeOptions { Plan = EdgePlan.Free, RequestsPerDay = requests };
        var refused = Assert.Throws<EdgeRefusedException>(() => Compile("ServerName h.test\nRedirect /a https://x.test/", options));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_thousand_rules_fit_the_free_plan()
    {
        var text = new StringBuilder("ServerName h.test\n");
        for (var n = 0; n < 20_000; n++)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"Redirect 301 /archive/{n % 97}/message-{n}.html https://archive.example.test/msg/{n * 7919}");
        }

        var script = Compile(text.ToString(), new EdgeOptions { Plan = EdgePlan.Free, RequestsPerDay = 1000 });
        Assert.True(script.Compressed < 1024 * 1024, $"{script.Compressed} bytes compressed");
    }

    private static EdgeScript Compile(string text, EdgeOptions? options = null)
    {
        string[] modules = ["mod_alias.c", "mod_rewrite.c", "mod_setenvif.c"];
        var files = new MemoryFiles().Add(Main, text).Add("/x", "");
        var site = Site.Read(files, new ServerSetup { ConfigurationFile = Main, Modules = modules });
        return EdgeCompiler.Compile(site, options ?? new EdgeOptions { Plan = EdgePlan.Paid });
    }
}

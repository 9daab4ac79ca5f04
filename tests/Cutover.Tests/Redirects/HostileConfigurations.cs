using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>Configuration that is broken or meant to hurt: one clear sentence each, in bounded time.</summary>
public sealed class HostileConfigurations
{
    private const string Main = "/etc/main.conf";

    [Theory]
    [InlineData("Include /etc/main.conf", "Exceeded maximum include depth")]
    [InlineData("Include /etc/absent.conf", "Could not open configuration file /etc/absent.conf")]
    [InlineData("<Directory /a>", "<Directory> was not closed.")]
    [InlineData("Redirect 301 /a b", "Redirect to non-URL")]
    [InlineData("Nonsense here", "Invalid command 'Nonsense'")]
    [InlineData("RewriteRule ^/a( /b", "RewriteRule: cannot compile regular expression '^/a('")]
    [InlineData("RewriteRule ^/a$ /b [R, L]", "RewriteRule: bad flag delimiters")]
    [InlineData("RewriteRule ^/(a)(?1)$ /b", "the recursion or subroutine call")]
    [InlineData("Redirect 301 /a https://x/\0", "the line holds a zero byte")]
    public void A_line_that_cannot_be_used_is_named_with_its_file_and_line(string line, string reason)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read("# first\n" + line + "\n"));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith(Main + ":2: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_longer_than_httpd_reads_is_refused()
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read("Redirect /a https://x/" + new string('a', 17_000_000)));
        Assert.Contains("Line too long", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_backtracks_for_ever_ends_in_a_sentence_and_not_in_a_guess()
    {
        var site = Read("RewriteEngine On\nRewriteRule ^/(a+)+(b+)+(a+)+(b+)+$ https://x.example/ [R,L]\n");
        var question = new Question { Target = "/" + new string('a', 40) + new string('b', 40) + new string('a', 40) + "c", Host = "x" };
        var unanswered = Assert.Throws<UnansweredException>(() => site.Answer(question));
        Assert.Contains("had not finished", unanswered.Message, StringComparison.Ordinal);
    }

    private static Site Read(string text) => Site.Read(
        new MemoryFiles().Add(Main, text),
        new ServerSetup { ConfigurationFile = Main, Modules = ["mod_alias.c", "mod_rewrite.c"] });
}
